package org.messagebroker.proxy.testmessage;

import java.time.InstantSource;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import org.messagebroker.api.Envelope;
import org.messagebroker.api.MessageId;
import org.messagebroker.api.TestMessageOrder;
import org.messagebroker.api.TestMessageReport;
import org.messagebroker.proxy.policy.Errands;
import org.messagebroker.queue.EnqueueOutcome;
import org.messagebroker.queue.EnqueueOutcome.Enqueued;
import org.messagebroker.queue.EnqueueOutcome.KeyConflict;
import org.messagebroker.queue.EnqueueOutcome.NonceUsed;
import org.messagebroker.queue.EnqueueOutcome.OutsideWindow;
import org.messagebroker.queue.EnqueueOutcome.RateExceeded;
import org.messagebroker.queue.EnqueueOutcome.Refused;
import org.messagebroker.queue.EnqueueOutcome.Replayed;
import org.messagebroker.queue.EnqueueOutcome.Unknown;
import org.messagebroker.queue.MessageQueue;
import org.messagebroker.sealing.Sealer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Puts a test message into the queue as a client's message is put there: sealed, together with those that come at the same
 * time, and accepted only when it is on disk. It is no client's, so it passes no rate and no count. On a thread of its own,
 * because the policy must not wait for a Redis that hangs. Thread-safe.
 * Decision: docs/decisions/2026-11-26-test-message.md.
 */
public final class TestMessages implements Errands {

    private static final Logger LOG = LoggerFactory.getLogger(TestMessages.class);

    private final MessageQueue queue;
    private final Sealer sealer;
    private final InstantSource clock;
    private final AtomicReference<Standing> standing = new AtomicReference<>(new Standing.None());

    public TestMessages(MessageQueue queue, Sealer sealer, InstantSource clock) {
        this.queue = queue;
        this.sealer = sealer;
        this.clock = clock;
    }

    @Override
    public void send(TestMessageOrder order) {
        Standing.UnderWay begun = new Standing.UnderWay(order);
        standing.set(begun);
        Thread.ofVirtual().name("test-message").start(() -> send(begun));
    }

    @Override
    public Optional<TestMessageReport> report() {
        return standing.get() instanceof Standing.Done(TestMessageReport report)
                ? Optional.of(report)
                : Optional.empty();
    }

    @Override
    public void taken(TestMessageReport report) {
        standing.updateAndGet(now -> now.equals(new Standing.Done(report)) ? new Standing.None() : now);
    }

    @Override
    public boolean isOpen() {
        return !(standing.get() instanceof Standing.None);
    }

    /** A later order makes the result of an earlier one worthless. */
    private void send(Standing.UnderWay begun) {
        TestMessageReport report = tried(begun.order());
        LOG.info(
                "The test message was {}",
                report.refusal().map(why -> "not accepted: " + why).orElse("accepted"));
        standing.compareAndSet(begun, new Standing.Done(report));
    }

    private TestMessageReport tried(TestMessageOrder order) {
        UUID test = order.testId();
        try {
            return message(order)
                    .map(envelope -> report(test, envelope, queue.enqueue(envelope)))
                    .orElseGet(() -> refused(
                            test,
                            Optional.empty(),
                            "it has no sealing key of the server yet, or its own certificate has ended"));
        } catch (RuntimeException fault) {
            LOG.error("The test message failed", fault);
            return refused(test, Optional.empty(), "it failed; its log says more");
        }
    }

    private Optional<Envelope> message(TestMessageOrder order) {
        MessageId id = MessageId.create(clock);
        return sealer.seal(new Envelope(Envelope.SEALED_TEST, id, Envelope.TEST_CLIENT, id.time(), order.content()));
    }

    private TestMessageReport report(UUID test, Envelope envelope, EnqueueOutcome outcome) {
        Optional<MessageId> id = Optional.of(envelope.messageId());
        return switch (outcome) {
            case Enqueued _ -> new TestMessageReport(test, id, Optional.of(clock.instant()), Optional.empty());
            case Refused(String reason) -> refused(test, id, reason);
            case Unknown(String reason) -> refused(test, id, "the queue did not confirm it in time: " + reason);
            case Replayed _, KeyConflict _, NonceUsed _, OutsideWindow _, RateExceeded _ ->
                throw new IllegalStateException("a message without guards met one");
        };
    }

    private static TestMessageReport refused(UUID test, Optional<MessageId> id, String why) {
        return new TestMessageReport(test, id, Optional.empty(), Optional.of(why));
    }

    /** How far the last order is. */
    private sealed interface Standing {

        record None() implements Standing {}

        record UnderWay(TestMessageOrder order) implements Standing {}

        record Done(TestMessageReport report) implements Standing {}
    }
}
