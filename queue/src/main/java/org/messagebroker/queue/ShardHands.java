package org.messagebroker.queue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.messagebroker.api.Envelope;
import org.messagebroker.queue.MessageConsumer.Taken;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What one worker takes from a shard, and how it lets go of it. Thread-safe. */
final class ShardHands implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(ShardHands.class);
    private static final int VALUES_PER_MESSAGE = 5;

    /** Redis's scripts can spread only so many values. */
    private static final int MOST_IN_A_MOVE = 1000;

    private final Redis redis;
    private final Shard shard;
    private final Lease lease;

    ShardHands(Redis redis, Shard shard, String consumer, Duration length) {
        this.redis = redis;
        this.shard = shard;
        lease = new Lease(redis, shard, consumer, length);
    }

    /** Takes what is there, without waiting. */
    Handful take(int most) {
        Answer.Given given = redis.ask(
                        shard, Script.TAKE, lease.consumer(), lease.millis(), Math.min(most, MOST_IN_A_MOVE))
                .orThrow();
        return new Handful(shard, readable(given), given.text(0), given.number(1));
    }

    private List<Taken> readable(Answer.Given given) {
        List<Taken> taken = new ArrayList<>();
        for (int i = 2; i < given.size(); i += VALUES_PER_MESSAGE) {
            String entry = given.text(i);
            String id = given.text(i + 1);
            lease.hold(entry);
            read(given, i).ifPresentOrElse(taken::add, () -> quarantine(entry, id));
        }
        return taken;
    }

    private Optional<Taken> read(Answer.Given given, int at) {
        Optional<Envelope> envelope = EnvelopeCodec.decode(given.bytes(at + 4));
        return envelope.filter(each -> each.messageId().toString().equals(given.text(at + 1)))
                .map(each -> new Taken(
                        each,
                        (int) given.number(at + 2),
                        (int) given.number(at + 3),
                        Hold.of(shard, given.text(at)).toString()));
    }

    /** When it fails the lease gives the entry back; the messages taken with it must reach the worker all the same. */
    private void quarantine(String entry, String id) {
        LOG.error(
                "Quarantined the queue's entry {} of shard {}: its message cannot be read. See ./broker queue --help",
                entry,
                shard.index());
        try {
            ask(Script.QUARANTINE, List.of(entry), Stream.of(lease.consumer(), entry, id));
        } catch (QueueUnavailableException unavailable) {
            LOG.warn("It is not quarantined yet: {}", unavailable.getMessage());
        }
    }

    void remove(Collection<Taken> messages) {
        move(Script.REMOVE, messages, List.of(lease.consumer()), each -> Stream.empty());
    }

    void retryLater(Collection<Taken> messages, Function<Taken, Duration> delay, boolean countAttempt) {
        move(
                Script.RETRY,
                messages,
                List.of(lease.consumer(), countAttempt ? 1 : 0),
                each -> Stream.of(delay.apply(each).toMillis()));
    }

    private void move(
            Script script, Collection<Taken> messages, List<Object> head, Function<Taken, Stream<Object>> more) {
        List<Taken> sorted = messages.stream()
                .sorted(Comparator.comparing(each -> Hold.parse(each.entry())))
                .toList();
        Parts.each(
                parts(sorted),
                part -> ask(
                        script,
                        part.stream().map(ShardHands::entry).toList(),
                        Stream.concat(head.stream(), part.stream().flatMap(each -> named(each, more.apply(each))))));
    }

    private static List<List<Taken>> parts(List<Taken> messages) {
        return IntStream.iterate(0, from -> from < messages.size(), from -> from + MOST_IN_A_MOVE)
                .mapToObj(from -> messages.subList(from, Math.min(messages.size(), from + MOST_IN_A_MOVE)))
                .toList();
    }

    private static Stream<Object> named(Taken message, Stream<Object> more) {
        return Stream.concat(Stream.of(entry(message), message.id()), more);
    }

    private static String entry(Taken message) {
        return Hold.parse(message.entry()).entry();
    }

    /** Whether it succeeds or not, the messages are then out of the worker's hands: if need be the lease gives them back. */
    private void ask(Script script, List<String> entries, Stream<Object> arguments) {
        try {
            redis.ask(shard, script, arguments.toArray()).orThrow();
        } finally {
            lease.release(entries);
        }
    }

    void giveBack() {
        lease.giveBack();
    }

    @Override
    public void close() {
        lease.close();
    }

    /**
     * What taking gave.
     *
     * @param lastEntry of the shard's stream
     * @param untilDue milliseconds until a retry is due; negative when none is
     */
    record Handful(Shard shard, List<Taken> messages, String lastEntry, long untilDue) {}
}
