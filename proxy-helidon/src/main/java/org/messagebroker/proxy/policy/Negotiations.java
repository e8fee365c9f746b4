package org.messagebroker.proxy.policy;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.messagebroker.api.ClientId;
import org.messagebroker.api.ProxyReport.Negotiated;
import org.messagebroker.service.tls.Handshake;
import org.messagebroker.service.tls.Peer;

/** Counts what clients negotiate, until the server has taken the count. Thread-safe. */
final class Negotiations {

    private final PolicyHolder holder;
    private final InstantSource clock;
    private final Map<Kind, Count> counts = new ConcurrentHashMap<>();

    private record Kind(Optional<ClientId> client, String protocol, String cipher) {}

    private record Count(long connections, Instant last) {}

    Negotiations(PolicyHolder holder, InstantSource clock) {
        this.holder = holder;
        this.clock = clock;
    }

    void noted(Handshake handshake) {
        Kind kind = new Kind(handshake.peer().flatMap(this::client), handshake.protocol(), handshake.cipher());
        Count one = new Count(1, clock.instant());
        counts.merge(kind, one, (known, _) -> new Count(known.connections() + 1, one.last()));
    }

    List<Negotiated> counted() {
        return counts.entrySet().stream()
                .map(entry -> negotiated(entry.getKey(), entry.getValue()))
                .toList();
    }

    /** Takes off what has been taken; what was counted since stays. */
    void taken(List<Negotiated> taken) {
        for (Negotiated some : taken) {
            counts.computeIfPresent(
                    new Kind(some.clientId(), some.protocol(), some.cipher()),
                    (_, known) -> known.connections() > some.count()
                            ? new Count(known.connections() - some.count(), known.last())
                            : null);
        }
    }

    /** Of the inventory: a certificate that it does not know could carry any name. */
    private Optional<ClientId> client(Peer peer) {
        return holder.current()
                .flatMap(policy -> policy.certificate(peer.fingerprint()))
                .map(known -> known.client().clientId());
    }

    private static Negotiated negotiated(Kind kind, Count count) {
        return new Negotiated(kind.client(), kind.protocol(), kind.cipher(), count.connections(), count.last());
    }
}
