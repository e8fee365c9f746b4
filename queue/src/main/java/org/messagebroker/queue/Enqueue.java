package org.messagebroker.queue;

import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.messagebroker.api.ClientId;
import org.messagebroker.api.Envelope;
import org.messagebroker.api.MessageId;
import org.messagebroker.queue.EnqueueOutcome.Bound;

/** One message with its guards as {@code enqueue.lua} takes it, and the script's answer as an outcome. */
record Enqueue(Envelope envelope, Guards guards, GuardTimes times) {

    private static final String TAG = "broker:{0}:";
    private static final String CLOCK = TAG + "clock";
    private static final String SITE_RATE = TAG + "rate";

    /** The keys beside those of every script. */
    List<Object> keys() {
        ClientId client = envelope.clientId();
        return List.of(
                CLOCK,
                TAG + "key:" + client + ":" + guards.idempotencyKey().orElse(""),
                TAG + "nonce:" + client + ":"
                        + guards.nonce().map(Guards.Nonce::value).orElse(""),
                TAG + "rate:" + client,
                SITE_RATE);
    }

    Object[] arguments() {
        return new Object[] {
            envelope.messageId(),
            EnvelopeCodec.encode(envelope),
            envelope.acceptedAt().toEpochMilli(),
            times.keyLifeOnDisk().toMillis(),
            times.ahead().toMillis(),
            times.behind().toMillis(),
            times.nonceLife().toMillis(),
            HexFormat.of().formatHex(guards.content()),
            guards.idempotencyKey().orElse(""),
            guards.nonce().map(Guards.Nonce::value).orElse(""),
            guards.nonce()
                    .map(nonce -> nonce.timestamp().toEpochMilli())
                    .<Object>map(at -> at)
                    .orElse(""),
            guards.ratePerMinute().<Object>map(rate -> rate).orElse(""),
            guards.siteRatePerMinute().<Object>map(rate -> rate).orElse("")
        };
    }

    EnqueueOutcome outcome(Answer answer) {
        return switch (answer) {
            case Answer.Given given -> outcome(given);
            case Answer.Refused refused -> new EnqueueOutcome.Refused(refused.reason());
            case Answer.Silent silent -> new EnqueueOutcome.Unknown(silent.reason());
        };
    }

    private EnqueueOutcome outcome(Answer.Given given) {
        return switch (given.text(0)) {
            case "enqueued" -> new EnqueueOutcome.Enqueued(given.number(1), rate(given, 2));
            case "replayed" ->
                new EnqueueOutcome.Replayed(
                        id(given.text(4)), Instant.ofEpochMilli(given.number(5)), given.number(1), rate(given, 2));
            case "conflict" -> new EnqueueOutcome.KeyConflict(rate(given, 1));
            case "nonce" ->
                new EnqueueOutcome.NonceUsed(Optional.of(given.text(1))
                        .filter(first -> !first.isEmpty())
                        .map(Enqueue::id));
            case "outside" ->
                new EnqueueOutcome.OutsideWindow(
                        Duration.ofMillis(given.number(1)), Instant.ofEpochMilli(given.number(2)));
            case "rate" ->
                new EnqueueOutcome.RateExceeded(
                        given.text(1).equals("client") ? Bound.CLIENT : Bound.SITE,
                        Duration.ofMillis(given.number(3)),
                        rate(given, 2));
            default -> throw new IllegalStateException("the script answered " + given.text(0));
        };
    }

    /** Where the client stands, from the number used and the milliseconds until the next minute, which follow each other. */
    private Optional<RateState> rate(Answer.Given given, int index) {
        return guards.ratePerMinute()
                .map(limit -> new RateState(
                        limit,
                        (int) Math.max(0, limit - given.number(index)),
                        Duration.ofMillis(given.number(index + 1))));
    }

    private static MessageId id(String text) {
        return MessageId.parse(text).orElseThrow(() -> new IllegalStateException("a taken key holds no message id"));
    }
}
