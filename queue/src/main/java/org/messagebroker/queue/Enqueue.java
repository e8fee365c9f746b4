package org.messagebroker.queue;

import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;
import java.util.stream.Stream;
import org.messagebroker.api.Envelope;
import org.messagebroker.api.MessageId;
import org.messagebroker.queue.EnqueueOutcome.Bound;

/** One message with its guards, as {@code enqueue.lua} takes it, and what the script says of it as an outcome. */
record Enqueue(Envelope envelope, Guards guards) {

    /** What the script says when the shard's share of the site's rate is used up. */
    static final String SHARE_USED = "share";

    private static final byte[] NONE = new byte[0];

    /** In the order in which the script takes them. */
    Stream<Object> arguments() {
        return Stream.of(
                envelope.messageId(),
                EnvelopeCodec.encode(envelope),
                envelope.acceptedAt().toEpochMilli(),
                guards.isEmpty() ? NONE : lines());
    }

    /** No guard contains a line's end: client ids, keys and nonces are visible ASCII. */
    private String lines() {
        return String.join(
                "\n",
                envelope.clientId().value(),
                HexFormat.of().formatHex(guards.content()),
                orNone(guards.idempotencyKey()),
                orNone(guards.nonce().map(Guards.Nonce::value)),
                orNone(guards.nonce().map(nonce -> nonce.timestamp().toEpochMilli())),
                orNone(guards.ratePerMinute()),
                orNone(guards.siteRatePerMinute()));
    }

    private static String orNone(Optional<?> argument) {
        return argument.map(Object::toString).orElse("");
    }

    EnqueueOutcome outcome(Answer.Given given) {
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
            case SHARE_USED ->
                new EnqueueOutcome.RateExceeded(Bound.SITE, Duration.ofMillis(given.number(3)), rate(given, 2));
            case "broken" ->
                RedisFailure.isRefusedWrite(given.text(1))
                        ? new EnqueueOutcome.Refused("Redis takes no more writes: check maxmemory and its disk")
                        : new EnqueueOutcome.Unknown("Redis failed while it took the message");
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
