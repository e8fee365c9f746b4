package org.messagebroker.api;

import java.time.Instant;
import java.util.Optional;

/**
 * The last test message of a proxy, as administrators see it.
 *
 * @param messageId once the proxy has told it
 * @param orderedBy e-mail address
 * @param fetchedAt when the proxy fetched the order
 * @param acceptedAt when it was durable in the queue, by the proxy's clock
 * @param deliveredAt when the server had it from a worker
 * @param worker who brought it
 * @param totalMillis from the order to the delivery, by the server's clock
 * @param failure why it has failed; absent unless it has
 * @param reason the same in words, with what the proxy says; in English
 */
public record TestMessageView(
        String proxy,
        State state,
        Optional<MessageId> messageId,
        Instant orderedAt,
        String orderedBy,
        Optional<Instant> fetchedAt,
        Optional<Instant> acceptedAt,
        Optional<Instant> deliveredAt,
        Optional<String> worker,
        Optional<Long> totalMillis,
        Optional<Failure> failure,
        Optional<String> reason) {

    /** How far it is. */
    public enum State {
        /** The proxy has not said yet that it is in the queue. */
        WAITING,
        /** It is in the queue. */
        ACCEPTED,
        DELIVERED,
        FAILED
    }

    /** What did not happen. */
    public enum Failure {
        /** The proxy did not fetch the order in time: it does not run, or does not reach the server. */
        NOT_FETCHED,
        /** It fetched the order and then said nothing. */
        NOT_ANSWERED,
        /** Its queue did not take the message, so no client's message either. */
        NOT_ACCEPTED,
        /** It was brought, and what the proxy sends is not stored; the reason is the server's. */
        NOT_STORED,
        /** No worker has brought it in time. It is delivered all the same when one does. */
        NOT_DELIVERED
    }
}
