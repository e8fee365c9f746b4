package org.messagebroker.api;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a proxy tells about itself. Its name comes from its certificate.
 *
 * @param site where it stands
 * @param version of the software
 * @param startedAt when the process started
 * @param checks as in its health
 * @param depth messages not yet delivered; absent while Redis cannot be asked
 * @param oldestSeconds how long the oldest of them has waited
 * @param quarantined messages set aside as unreadable
 * @param accepted messages since the start
 * @param refused requests since the start, all reasons together
 * @param certificateEnd when its own certificate ends
 * @param verifiesClients false while client certificates are off
 * @param tls what its listener offers at this moment
 * @param trial the change on trial whose settings a new handshake has used since; absent when none has
 * @param negotiated what clients negotiated since the last report that was answered
 */
public record ProxyReport(
        String site,
        String version,
        Instant startedAt,
        Health.Status status,
        Map<String, String> checks,
        Optional<Long> depth,
        Optional<Long> oldestSeconds,
        Optional<Long> quarantined,
        long accepted,
        long refused,
        Instant certificateEnd,
        boolean verifiesClients,
        TlsSettings tls,
        Optional<String> trial,
        List<Negotiated> negotiated) {

    public ProxyReport {
        checks = Map.copyOf(checks);
        negotiated = List.copyOf(negotiated);
    }

    /**
     * Requests of one client over one kind of connection.
     *
     * @param clientId absent for connections without a known client
     * @param protocol such as {@code TLSv1.3}
     * @param cipher the suite
     * @param count connections
     * @param lastAt when the last one was
     */
    public record Negotiated(Optional<ClientId> clientId, String protocol, String cipher, long count, Instant lastAt) {}
}
