package org.messagebroker.server.tls;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.messagebroker.api.ProxyReport.Negotiated;
import org.messagebroker.api.TlsSettings;
import org.messagebroker.service.tls.Handshake;
import org.messagebroker.service.tls.ListenerTls;
import org.messagebroker.service.tls.Peer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** This server's listener: offers what is decided, or its own settings, and counts what is negotiated. Thread-safe. */
final class OwnListener {

    private static final Logger LOG = LoggerFactory.getLogger(OwnListener.class);

    private final InstantSource clock;
    private final CompletableFuture<Governed> governed = new CompletableFuture<>();
    private final Map<Kind, Count> counts = new ConcurrentHashMap<>();

    private record Governed(ListenerTls tls, TlsSettings own) {}

    private record Kind(String peer, String protocol, String cipher) {}

    private record Count(long connections, Instant last) {}

    OwnListener(InstantSource clock) {
        this.clock = clock;
    }

    /** From the start of the listener on. */
    void govern(ListenerTls tls) {
        tls.onHandshake(this::noted);
        governed.complete(new Governed(tls, tls.settings()));
    }

    TlsSettings offered() {
        return governed.join().tls().settings();
    }

    /** Offers a decision on this listener at once; one on another is not its business. */
    void obey(Listener listener, TlsDecision decision, Instant now) {
        if (listener == Listener.SERVER) {
            obey(Optional.of(decision.effective(now)));
        }
    }

    /** Offers this, or its own settings where nothing is decided. */
    synchronized void obey(Optional<TlsSettings> decided) {
        if (!governed.isDone()) {
            return;
        }
        ListenerTls tls = governed.join().tls();
        TlsSettings before = tls.settings();
        tls.apply(decided.orElse(governed.join().own()));
        if (!before.equals(tls.settings())) {
            LOG.info("this listener offers {}", tls.settings());
        }
    }

    /** What was negotiated since the last call, by peer. */
    Map<String, List<Negotiated>> counted() {
        return List.copyOf(counts.keySet()).stream()
                .flatMap(kind -> Optional.ofNullable(counts.remove(kind)).map(count -> Map.entry(kind, count)).stream())
                .collect(Collectors.groupingBy(
                        entry -> entry.getKey().peer(),
                        Collectors.mapping(
                                entry -> negotiated(entry.getKey(), entry.getValue()), Collectors.toList())));
    }

    private void noted(Handshake handshake) {
        String peer = handshake.peer().map(OwnListener::name).orElse("");
        Count one = new Count(1, clock.instant());
        counts.merge(
                new Kind(peer, handshake.protocol(), handshake.cipher()),
                one,
                (known, next) -> new Count(known.connections() + 1, next.last()));
    }

    private static String name(Peer peer) {
        return peer.role().wire() + ":" + peer.name();
    }

    private static Negotiated negotiated(Kind kind, Count count) {
        return new Negotiated(Optional.empty(), kind.protocol(), kind.cipher(), count.connections(), count.last());
    }
}
