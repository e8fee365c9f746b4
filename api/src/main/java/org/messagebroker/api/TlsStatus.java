package org.messagebroker.api;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The TLS of the listeners: what is offered, and what was negotiated in the last 30 days. */
public record TlsStatus(List<ListenerView> listeners) {

    public TlsStatus {
        listeners = List.copyOf(listeners);
    }

    /**
     * One kind of listener.
     *
     * @param listener {@code proxy} or {@code server}
     * @param decided what an administrator has decided; absent while each one's own settings hold
     * @param trial there while that is on trial
     * @param offers what each one offers at this moment
     */
    public record ListenerView(
            String listener,
            Optional<TlsSettings> decided,
            Optional<Trial> trial,
            List<Offer> offers,
            List<Use> negotiated) {

        public ListenerView {
            offers = List.copyOf(offers);
            negotiated = List.copyOf(negotiated);
        }
    }

    /**
     * A change on trial.
     *
     * @param change its id
     * @param trialUntil when it returns by itself
     * @param settings on trial
     * @param otherwise what is in force again then
     */
    public record Trial(String change, Instant trialUntil, TlsSettings settings, TlsSettings otherwise) {}

    /**
     * What one listener offers.
     *
     * @param name of the proxy; {@code server} for the server
     */
    public record Offer(String name, TlsSettings settings) {}

    /**
     * What one peer negotiated.
     *
     * @param peer {@code client:ID}, {@code proxy:NAME}, {@code worker:NAME}; empty for who showed no known certificate
     */
    public record Use(String peer, String protocol, String cipher, long connections, Instant firstAt, Instant lastAt) {}
}
