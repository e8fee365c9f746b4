package org.messagebroker.proxy.policy;

import java.nio.file.Path;
import java.time.Duration;
import org.messagebroker.settings.Settings;

/**
 * How the policy is fetched and kept.
 *
 * @param directory where the policy is kept and emergency files are looked for
 * @param pollWait how long the server may hold a question back until there is news; whole seconds, at most 30
 * @param retryPause from a failed question to the next
 */
public record PolicyConfig(Path directory, Duration pollWait, Duration retryPause) {

    private static final Duration LONGEST_WAIT = Duration.ofSeconds(30);

    /** Reads {@code policy.*}. */
    public static PolicyConfig from(Settings settings) {
        Duration wait = settings.duration("policy.poll-wait");
        if (wait.compareTo(LONGEST_WAIT) > 0) {
            throw settings.malformed("policy.poll-wait", "at most 30s");
        }
        return new PolicyConfig(settings.path("policy.directory"), wait, settings.duration("policy.retry-pause"));
    }
}
