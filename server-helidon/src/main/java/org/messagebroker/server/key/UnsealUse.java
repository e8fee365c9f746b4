package org.messagebroker.server.key;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.messagebroker.api.PolicyVersion;
import org.messagebroker.api.ProxyReport;
import org.messagebroker.server.message.IdWindow;
import org.messagebroker.server.policy.ReportedProxy;
import org.messagebroker.server.reencryption.DeadLetterVersions;

/**
 * Whether anything may still need an old version of the unseal key. Proxies have sealed to it until they confirmed the
 * policy with the newer one, and one that has been forgotten until its grace ended; what they sealed then is refused once
 * its id has left the window, whatever key opens it. After that nothing queued and no dead letter may name it. Thread-safe.
 *
 * @param proxies all that are known
 * @param deadLetters what dead letters name
 * @param grace how long a proxy goes on without hearing from the server
 */
record UnsealUse(Supplier<List<ReportedProxy>> proxies, DeadLetterVersions deadLetters, Duration grace) {

    /** Names of the known proxies that may still seal to a version that was superseded with this policy. */
    List<String> users(PolicyVersion publishedWith) {
        return proxies.get().stream()
                .filter(proxy -> publishedWith.isAfter(proxy.confirmed()))
                .map(ReportedProxy::name)
                .toList();
    }

    /** Why this old version may still be needed. */
    Optional<String> obstacle(KeyRecord key, Instant now) {
        if (key.unusedSince().isEmpty()) {
            return Optional.of("not every proxy has confirmed the policy with the newer key: "
                    + key.publishedWith().map(this::users).orElse(List.of())
                    + "; wait, or forget those that are gone for good");
        }
        Instant unused = key.unusedSince().get();
        Instant end = end(key, unused);
        if (end.isAfter(now)) {
            return Optional.of(
                    "messages sealed to it may be on their way until " + end.truncatedTo(ChronoUnit.SECONDS));
        }
        return queued(unused).or(() -> dead(key.version()));
    }

    private Instant end(KeyRecord key, Instant unused) {
        Instant forgotten = key.supersededAt().orElse(unused).plus(grace);
        Instant last = unused.isAfter(forgotten) ? unused : forgotten;
        return last.plus(IdWindow.DEFAULT.past()).plus(IdWindow.DEFAULT.future());
    }

    private Optional<String> queued(Instant unused) {
        List<String> sites = proxies.get().stream()
                .filter(proxy -> mayQueue(proxy, unused))
                .map(ReportedProxy::name)
                .toList();
        return sites.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        "the queues of these proxies hold older messages, or what they hold is not known: " + sites);
    }

    private static boolean mayQueue(ReportedProxy proxy, Instant unused) {
        ProxyReport report = proxy.report();
        boolean empty = report.depth().filter(depth -> depth == 0).isPresent();
        boolean younger = report.oldestSeconds()
                .filter(seconds -> proxy.lastSeen()
                        .minusSeconds(seconds)
                        .minus(IdWindow.DEFAULT.future())
                        .isAfter(unused))
                .isPresent();
        boolean setAside = report.quarantined().filter(none -> none == 0).isEmpty();
        return setAside || !(empty || younger);
    }

    private Optional<String> dead(int version) {
        long naming = deadLetters.naming(version);
        return naming == 0
                ? Optional.empty()
                : Optional.of(naming + " dead letters are sealed to it; requeue or discard them");
    }
}
