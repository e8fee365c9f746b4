package org.messagebroker.queue;

import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Messages that go to Redis in one call, each atomic by itself: the call of {@code enqueue.lua} and its answer. */
record EnqueueBatch(List<Enqueue> messages) {

    private static final String LOST = "lost";

    EnqueueBatch {
        messages = List.copyOf(messages);
    }

    /**
     * As the script takes them.
     *
     * @param known the highest number that the shard has answered so far
     * @param share of the site's rate
     */
    Object[] arguments(GuardTimes times, long known, SiteShare share) {
        Stream<Object> head = Stream.of(
                known,
                times.keyLifeOnDisk().toMillis(),
                times.ahead().toMillis(),
                times.behind().toMillis(),
                times.nonceLife().toMillis(),
                share.minute(),
                share.most());
        return Stream.concat(head, messages.stream().flatMap(Enqueue::arguments))
                .toArray();
    }

    /** Whether the shard stands below the known number, and took nothing. */
    static boolean isLoss(Answer.Given given) {
        return given.size() == 2 && given.part(1).text(0).equals(LOST);
    }

    /** The places of the messages that the shard left out because its share of the site's rate is used up. */
    List<Integer> leftOut(Answer.Given given) {
        return IntStream.range(0, messages.size())
                .filter(i -> given.part(i + 1).text(0).equals(Enqueue.SHARE_USED))
                .boxed()
                .toList();
    }

    /** Those at these places. */
    EnqueueBatch part(List<Integer> places) {
        return new EnqueueBatch(places.stream().map(messages::get).toList());
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
