package org.messagebroker.server.message;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.messagebroker.api.MessageId;

/**
 * Ids from one on until before another, as 16 bytes each. Equality is by identity, as arrays have it.
 *
 * @param from the first that belongs to it
 * @param until the first that does not
 */
@SuppressWarnings("ArrayRecordComponent") // handed on to the database as they are
record IdRange(byte[] from, byte[] until) {

    /** How far back the first look goes; the pages that people watch are there. */
    private static final Duration FIRST_LOOK = Duration.ofDays(14);

    private static final int LOOKS = 5;

    /** Whether ids older than {@code time} belong to it. */
    boolean beginsBefore(Instant time) {
        return time(from).isBefore(time);
    }

    /** Whether none but ids older than {@code time} belong to it. */
    boolean endsBefore(Instant time) {
        return Arrays.compareUnsigned(until, MessageId.lowest(time)) <= 0;
    }

    boolean isEmpty() {
        return Arrays.compareUnsigned(from, until) >= 0;
    }

    /**
     * What a search for the newest looks at, one part after the other until its page is full, each twice as long as the one
     * before: a page that is full early costs the few partitions of its time, and one that is never full costs few looks.
     */
    List<IdRange> looks() {
        List<IdRange> looks = new ArrayList<>();
        byte[] end = until;
        Duration length = FIRST_LOOK;
        while (looks.size() < LOOKS && Arrays.compareUnsigned(from, end) < 0) {
            byte[] begin = looks.size() == LOOKS - 1
                    ? from
                    : later(from, MessageId.lowest(time(end).minus(length)));
            looks.add(new IdRange(begin, end));
            end = begin;
            length = length.multipliedBy(2);
        }
        return looks;
    }

    /** The part of a search's range that floors leave, up to a little after {@code now}. */
    static IdRange of(MessageSearch search, Instant lowest, Instant now) {
        byte[] from = MessageId.lowest(
                search.from().filter(asked -> asked.isAfter(lowest)).orElse(lowest));
        byte[] newest = MessageId.lowest(now.plus(IdWindow.DEFAULT.future()).plusMillis(1));
        byte[] until = search.until()
                .map(MessageId::lowest)
                .map(asked -> earlier(asked, newest))
                .orElse(newest);
        return new IdRange(
                from,
                search.after()
                        .map(MessageId::bytes)
                        .map(after -> earlier(after, until))
                        .orElse(until));
    }

    /** One id alone, or nothing if it does not belong to this. */
    IdRange only(MessageId id) {
        byte[] next = id.bytes();
        ByteBuffer.wrap(next).putLong(8, id.value().getLeastSignificantBits() + 1);
        return new IdRange(later(from, id.bytes()), earlier(until, next));
    }

    private static byte[] later(byte[] one, byte[] other) {
        return Arrays.compareUnsigned(one, other) >= 0 ? one : other;
    }

    private static byte[] earlier(byte[] one, byte[] other) {
        return Arrays.compareUnsigned(one, other) <= 0 ? one : other;
    }

    private static Instant time(byte[] id) {
        return Instant.ofEpochMilli(ByteBuffer.wrap(id).getLong() >>> 16);
    }
}
