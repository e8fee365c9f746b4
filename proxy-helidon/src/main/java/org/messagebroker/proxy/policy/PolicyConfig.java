package org.messagebroker.proxy.policy;

import java.nio.file.Path;
import java.time.Duration;
import java.time.temporal.ValueRange;
import org.messagebroker.settings.Settings;

/**
 * How the policy is fetched and kept.
 *
 * @param directory where the policy is kept and emergency files are looked for
 * @param pollWait how long the server may hold a question back until there is news; whole seconds, 1 to 30
 * @param retryPause from a failed question to the next
 */
public record PolicyConfig(Path directory, Duration pollWait, Duration retryPause) {

    private static final ValueRange SECONDS = ValueRange.of(1, 30);

    /** Reads {@code policy.*}. */
    public static PolicyConfig from(Settings settings) {
        Duration wait = settings.duration("policy.poll-wait");
        if (!SECONDS.isValidValue(wait.toSeconds()) || wait.toNanosPart() > 0) {
            throw settings.malformed("policy.poll-wait", "whole seconds, 1s to 30s");
        }
        return new PolicyConfig(settings.path("policy.directory"), wait, settings.duration("policy.retry-pause"));
    }
}
