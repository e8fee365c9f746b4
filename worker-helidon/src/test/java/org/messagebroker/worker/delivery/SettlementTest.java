package org.messagebroker.worker.delivery;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.messagebroker.api.ClientId;
import org.messagebroker.api.Envelope;
import org.messagebroker.api.MessageId;
import org.messagebroker.queue.MessageConsumer.Taken;
import org.messagebroker.worker.delivery.Server.GivenUp;

class SettlementTest {

    private static final int MAX = 3;

    @Test
    void removesWhatIsStoredNowOrWasBefore() {
        Taken first = taken(0);
        Taken second = taken(MAX + 7);
        Settlement settlement = Settlement.of(
                List.of(first, second),
                answered(Map.of(first.id(), new Outcome.Delivered(), second.id(), new Outcome.Duplicate())),
                MAX);
        assertEquals(new Settlement(List.of(first, second), List.of(), List.of(), List.of(), List.of()), settlement);
    }

    @Test
    void letsWaitWhatIsPutOffWithAttemptsLeft() {
        Taken message = taken(MAX - 2);
        assertEquals(
                new Settlement(List.of(), List.of(message), List.of(), List.of(), List.of()),
                settle(message, new Outcome.RetryLater("busy")));
    }

    @Test
    void givesUpWhatIsPutOffForTheLastTime() {
        Taken message = taken(MAX - 1);
        GivenUp givenUp = new GivenUp(message, MAX, false, "3 attempts are spent; the last: busy");
        assertEquals(
                new Settlement(List.of(), List.of(), List.of(givenUp), List.of(), List.of()),
                settle(message, new Outcome.RetryLater("busy")));
    }

    @Test
    void givesUpWhatIsRejectedAtOnce() {
        Taken message = taken(0);
        GivenUp givenUp = new GivenUp(message, 1, true, "rejected: forged");
        assertEquals(
                new Settlement(List.of(), List.of(), List.of(givenUp), List.of(), List.of()),
                settle(message, new Outcome.Rejected("forged")));
    }

    @Test
    void keepsWhatTheServerLeftOutWithoutCountingAnAttempt() {
        Taken message = taken(MAX - 1);
        Map<MessageId, Outcome> aboutAnother = Map.of(taken(0).id(), new Outcome.Delivered());
        assertEquals(
                new Settlement(List.of(), List.of(), List.of(), List.of(), List.of(message)),
                Settlement.of(List.of(message), answered(aboutAnother), MAX));
    }

    @Test
    void keepsWhatIsRefusedByItselfWithoutCountingAnAttempt() {
        Taken message = taken(MAX - 1);
        Handover handover = new Handover(Map.of(), Map.of(message.id(), "no"), Optional.empty());
        assertEquals(
                new Settlement(List.of(), List.of(), List.of(), List.of(message), List.of()),
                Settlement.of(List.of(message), handover, MAX));
    }

    private static Handover answered(Map<MessageId, Outcome> outcomes) {
        return new Handover(outcomes, Map.of(), Optional.empty());
    }

    private static Settlement settle(Taken message, Outcome outcome) {
        return Settlement.of(List.of(message), answered(Map.of(message.id(), outcome)), MAX);
    }

    private static Taken taken(int attempts) {
        Envelope envelope = new Envelope(
                Envelope.SEALED,
                MessageId.create(InstantSource.system()),
                new ClientId("shop"),
                Instant.EPOCH,
                new byte[] {'{', '}'});
        return new Taken(envelope, attempts, 0, "0/1-0");
    }
}
