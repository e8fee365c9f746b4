package org.messagebroker.worker.delivery;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.messagebroker.api.MessageId;

class HandoverTest {

    private final List<MessageId> batch = Stream.generate(() -> MessageId.create(InstantSource.system()))
            .limit(10)
            .toList();
    private final List<List<MessageId>> calls = new ArrayList<>();

    @Test
    void asksOnceWhenTheServerAnswers() {
        Handover handover = handOver(refusing(Set.of()));
        assertEquals(new Handover(delivered(batch), Map.of(), Optional.empty()), handover);
        assertEquals(List.of(batch), calls);
    }

    @Test
    void asksForEachWhenTheServerRefusesTheWhole() {
        MessageId poisoned = batch.get(7);
        Handover handover = handOver(refusing(Set.of(poisoned)));
        assertEquals(Map.of(poisoned, "no"), handover.refused());
        assertEquals(Optional.empty(), handover.failure());
        assertEquals(delivered(without(poisoned)), handover.outcomes());
        assertEquals(11, calls.size());
    }

    @Test
    void goesOnAfterManyRefusalsWhenOneWasTaken() {
        Handover handover = handOver(refusing(Set.copyOf(batch.subList(1, 9))));
        assertEquals(
                Set.of(batch.getFirst(), batch.getLast()), handover.outcomes().keySet());
        assertEquals(Set.copyOf(batch.subList(1, 9)), handover.refused().keySet());
    }

    @Test
    void stopsWhenTheServerRefusesEverything() {
        Handover handover = handOver(refusing(Set.copyOf(batch)));
        assertEquals(
                Set.copyOf(batch.subList(0, Handover.REFUSALS_TO_STOP)),
                handover.refused().keySet());
        assertEquals(Optional.of("it refuses every message"), handover.failure());
        assertEquals(1 + Handover.REFUSALS_TO_STOP, calls.size());
    }

    @Test
    void asksOnceWhenTheCallFails() {
        Handover handover = handOver(part -> new CallResult.Failed("away"));
        assertEquals(new Handover(Map.of(), Map.of(), Optional.of("away")), handover);
        assertEquals(1, calls.size());
    }

    @Test
    void stopsWhenACallForOneFails() {
        Handover handover = handOver(part -> part.equals(List.of(batch.get(2)))
                ? new CallResult.Failed("away")
                : refusing(Set.of(batch.get(5))).apply(part));
        assertEquals(new Handover(delivered(batch.subList(0, 2)), Map.of(), Optional.of("away")), handover);
        assertEquals(4, calls.size());
    }

    @Test
    void asksOnceForALoneMessage() {
        Function<List<MessageId>, CallResult> server = refusing(Set.copyOf(batch));
        Handover handover = Handover.of(batch.subList(0, 1), id -> id, server);
        assertEquals(new Handover(Map.of(), Map.of(batch.getFirst(), "no"), Optional.empty()), handover);
    }

    private Handover handOver(Function<List<MessageId>, CallResult> server) {
        return Handover.of(batch, id -> id, part -> {
            calls.add(part);
            return server.apply(part);
        });
    }

    private static Function<List<MessageId>, CallResult> refusing(Set<MessageId> poisoned) {
        return part -> part.stream().anyMatch(poisoned::contains)
                ? new CallResult.Refused("no")
                : new CallResult.Answered(delivered(part));
    }

    private static Map<MessageId, Outcome> delivered(List<MessageId> ids) {
        return ids.stream().collect(Collectors.toMap(id -> id, _ -> new Outcome.Delivered()));
    }

    private List<MessageId> without(MessageId one) {
        Set<MessageId> rest = new HashSet<>(batch);
        rest.remove(one);
        return List.copyOf(rest);
    }
}
