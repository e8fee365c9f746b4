package org.messagebroker.proxy.intake;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import org.messagebroker.api.ErrorCode;
import org.messagebroker.api.MessageId;
import org.messagebroker.queue.EnqueueOutcome;
import org.messagebroker.queue.EnqueueOutcome.Bound;
import org.messagebroker.service.Problem;

/** What a client is told when its message was not taken. */
final class EnqueueRefusal {

    private static final Duration RETRY_AFTER = Duration.ofSeconds(5);

    private EnqueueRefusal() {}

    static Problem conflict() {
        return Problem.of(
                ErrorCode.IDEMPOTENCY_CONFLICT,
                "This Idempotency-Key was used for another message; use a new key for a new message.");
    }

    static Problem nonceUsed(EnqueueOutcome.NonceUsed used) {
        Problem problem = Problem.of(
                ErrorCode.DUPLICATE_REQUEST, "This X-Nonce was used before; send a new message with a new one.");
        return used.first()
                .map(first -> problem.with("message_id", first.toString()))
                .orElse(problem);
    }

    static Problem outside(EnqueueOutcome.OutsideWindow outside) {
        long seconds = outside.off().abs().toSeconds();
        String direction = outside.off().isNegative() ? "behind" : "ahead of";
        return Problem.invalidField(
                        "X-Timestamp",
                        "is " + seconds + " s " + direction + " this side's time, which is "
                                + outside.now().truncatedTo(ChronoUnit.SECONDS) + "; check the clock.")
                .with("server_time", outside.now().toString());
    }

    static Problem rate(EnqueueOutcome.RateExceeded exceeded) {
        String told = exceeded.bound() == Bound.SITE
                ? "This site takes no more messages in this minute."
                : exceeded.rate()
                        .filter(rate -> rate.limit() == 0)
                        .map(blocked -> "This client may not send at the moment; ask the administrator.")
                        .orElse("This client has sent all the messages that it may send in this minute.");
        return Problem.of(ErrorCode.RATE_LIMIT_EXCEEDED, told).retryAfter(exceeded.retryAfter());
    }

    static Problem cannotSeal() {
        return Problem.unavailable(
                "This proxy takes no messages: it has not heard from its server yet, or its own certificate has ended."
                        + " Repeat the request.",
                RETRY_AFTER);
    }

    static Problem refused() {
        return Problem.unavailable("The message was not accepted: the queue is not available. Repeat it.", RETRY_AFTER);
    }

    static Problem unknown(MessageId id) {
        return Problem.unavailable(
                        "The queue did not confirm the message in time; it may or may not have been accepted."
                                + " Repeat it with the same Idempotency-Key, or ask for its state before you do.",
                        RETRY_AFTER)
                .with("outcome", "unknown")
                .with("message_id", id.toString());
    }
}
