package org.messagebroker.server.testmessage;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.messagebroker.api.MessageId;
import org.messagebroker.api.TestMessageView;
import org.messagebroker.api.TestMessageView.Failure;
import org.messagebroker.api.TestMessageView.State;

/**
 * A test message as it is kept: when each step was. How far it is follows from that and from the time. All times are of the
 * server but {@code acceptedAt}.
 *
 * @param reportedAt when the proxy told what it had done
 */
record TestMessageRow(
        String proxy,
        Instant orderedAt,
        String orderedBy,
        Optional<Instant> fetchedAt,
        Optional<Instant> reportedAt,
        Optional<MessageId> messageId,
        Optional<Instant> acceptedAt,
        Optional<String> refusal,
        Optional<Instant> deliveredAt,
        Optional<String> worker) {

    /** A proxy asks all the time, and is told at once. */
    static final Duration FETCHED_WITHIN = Duration.ofSeconds(10);

    /** Longer than a proxy waits for its queue before it gives up. */
    private static final Duration ANSWERED_WITHIN = Duration.ofSeconds(10);

    private static final Duration DELIVERED_WITHIN = Duration.ofSeconds(30);

    /** Whether its end is not known yet. */
    boolean isOpen(Instant now) {
        return switch (state(now)) {
            case WAITING, ACCEPTED -> true;
            case DELIVERED, FAILED -> false;
        };
    }

    TestMessageView view(Instant now) {
        Optional<Failure> failure = failure(now);
        return new TestMessageView(
                proxy,
                state(now),
                messageId,
                orderedAt,
                orderedBy,
                fetchedAt,
                acceptedAt,
                deliveredAt,
                worker,
                deliveredAt.map(at -> Duration.between(orderedAt, at).toMillis()),
                failure,
                failure.map(this::words));
    }

    private State state(Instant now) {
        if (deliveredAt.isPresent()) {
            return State.DELIVERED;
        }
        if (failure(now).isPresent()) {
            return State.FAILED;
        }
        return reportedAt.isPresent() ? State.ACCEPTED : State.WAITING;
    }

    /** What has been delivered has not failed, however late it was and whatever the proxy thought. */
    private Optional<Failure> failure(Instant now) {
        if (deliveredAt.isPresent()) {
            return Optional.empty();
        }
        if (refusal.isPresent()) {
            return Optional.of(acceptedAt.isPresent() ? Failure.NOT_STORED : Failure.NOT_ACCEPTED);
        }
        if (reportedAt.isPresent()) {
            return after(reportedAt.get(), DELIVERED_WITHIN, now, Failure.NOT_DELIVERED);
        }
        return fetchedAt
                .map(at -> after(at, ANSWERED_WITHIN, now, Failure.NOT_ANSWERED))
                .orElseGet(() -> after(orderedAt, FETCHED_WITHIN, now, Failure.NOT_FETCHED));
    }

    private static Optional<Failure> after(Instant begin, Duration patience, Instant now, Failure failure) {
        return now.isAfter(begin.plus(patience)) ? Optional.of(failure) : Optional.empty();
    }

    private String words(Failure failure) {
        return switch (failure) {
            case NOT_FETCHED ->
                "The proxy did not ask for it within " + FETCHED_WITHIN.toSeconds()
                        + " s: it does not run, or it does not reach this server. Nothing was sent.";
            case NOT_ANSWERED ->
                "The proxy took the order and said nothing within " + ANSWERED_WITHIN.toSeconds()
                        + " s: it was stopped just then, or is older than this server; look into its log.";
            case NOT_ACCEPTED -> "The proxy could not put it into its queue: " + refusal.orElse("") + ".";
            case NOT_STORED ->
                "It was delivered, and the server does not store what the proxy sends: " + refusal.orElse("")
                        + ". Clients' messages are not stored either.";
            case NOT_DELIVERED ->
                "It waits in the queue, and no worker has delivered it within " + DELIVERED_WITHIN.toSeconds()
                        + " s. See whether a worker of the site runs and how deep the queue is; it is delivered as soon as"
                        + " one comes to it.";
        };
    }
}
