package org.messagebroker.queue;

import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Messages that go to Redis in one call, each atomic by itself: the call of {@code enqueue.lua} and its answer. */
record EnqueueBatch(List<Enqueue> messages) {

    /** The keys beside those of every script. Those of a client are made of the shard's name, and so on the same node. */
    static final List<Object> KEYS = List.of("broker:{0}:clock", Script.SEQUENCE, "broker:{0}:rate");

    private static final String LOST = "lost";

    EnqueueBatch {
        messages = List.copyOf(messages);
    }

    /** @param known the highest number that the shard has answered so far */
    Object[] arguments(GuardTimes times, long known) {
        Stream<Object> head = Stream.of(
                known,
                times.keyLifeOnDisk().toMillis(),
                times.ahead().toMillis(),
                times.behind().toMillis(),
                times.nonceLife().toMillis());
        return Stream.concat(head, messages.stream().flatMap(Enqueue::arguments))
                .toArray();
    }

    /** Whether the shard stands below the known number, and took nothing. */
    static boolean isLoss(Answer.Given given) {
        return given.size() == 2 && given.part(1).text(0).equals(LOST);
    }

    /** Of each message, in order. */
    List<EnqueueOutcome> outcomes(Answer.Given given) {
        return IntStream.range(0, messages.size())
                .mapToObj(i -> messages.get(i).outcome(given.part(i + 1)))
                .toList();
    }

    /** The same for all. */
    List<EnqueueOutcome> all(Function<Enqueue, EnqueueOutcome> outcome) {
        return messages.stream().map(outcome).toList();
    }
}
