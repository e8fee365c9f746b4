package org.messagebroker.api;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A proxy as administrators see it.
 *
 * @param reason why it is not green; absent when it is
 * @param warnings all that is not as it should be, the gravest first
 * @param lastSeen when the server last spoke with it
 * @param version of its software
 * @param policyVersion the policy that it obeys
 * @param confirmed whether that is the newest one
 * @param confirmedAt since when it obeys that one
 * @param acceptsUntil until when it may go on accepting on what it knows, if it is not heard again
 * @param depth messages not yet delivered; absent while its Redis cannot be asked
 * @param oldestSeconds how long the oldest of them has waited
 * @param acceptedPerMinute from its last reports to this server; absent until there are two
 * @param refusedPerMinute likewise, requests refused for any reason
 * @param certificateDaysLeft whole days until its own certificate ends; negative afterwards
 * @param verifiesClients false while client certificates are off
 * @param tls what its listener offers
 * @param negotiated connections by TLS version, as reported to this server since it started
 * @param test the last test message; absent when there was none lately
 */
public record ProxyView(
        String name,
        String site,
        State state,
        Optional<String> reason,
        List<String> warnings,
        Instant firstSeen,
        Instant lastSeen,
        String version,
        String policyVersion,
        boolean confirmed,
        Instant confirmedAt,
        Instant acceptsUntil,
        Map<String, String> checks,
        Optional<Long> depth,
        Optional<Long> oldestSeconds,
        Optional<Long> quarantined,
        Optional<Long> acceptedPerMinute,
        Optional<Long> refusedPerMinute,
        Instant certificateEnd,
        long certificateDaysLeft,
        boolean verifiesClients,
        TlsSettings tls,
        Map<String, Long> negotiated,
        Optional<TestMessageView> test) {

    public ProxyView {
        warnings = List.copyOf(warnings);
        checks = Map.copyOf(checks);
        negotiated = Map.copyOf(negotiated);
    }

    /** How it is, in one word; in lower case on the wire. */
    public enum State {
        GREEN,
        YELLOW,
        RED
    }
}
