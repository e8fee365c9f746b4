package org.messagebroker.api;

import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.UUID;

/**
 * Names a message for its whole life: a UUID version 7 (RFC 9562), so that ids sort by the time they were made.
 *
 * @param value the UUID, always version 7
 */
public record MessageId(UUID value) implements Comparable<MessageId> {

    private static final SecureRandom RANDOM = new SecureRandom();

    public MessageId {
        if (value.version() != 7 || value.variant() != 2) {
            throw new IllegalArgumentException("a message id is a UUID version 7");
        }
    }

    /** A new id for a message accepted now. Unique without coordination: 74 random bits beside the millisecond. */
    public static MessageId create(InstantSource clock) {
        ByteBuffer random = ByteBuffer.allocate(10);
        RANDOM.nextBytes(random.array());
        long high = (clock.millis() << 16) | 0x7000 | (random.getShort() & 0x0FFF);
        long low = (random.getLong() & 0x3FFF_FFFF_FFFF_FFFFL) | 0x8000_0000_0000_0000L;
        return new MessageId(new UUID(high, low));
    }

    /** Reads the 36-character form; empty when it is not a UUID version 7 in exactly that form. */
    public static Optional<MessageId> parse(String text) {
        try {
            UUID uuid = UUID.fromString(text);
            return uuid.toString().equalsIgnoreCase(text) ? Optional.of(new MessageId(uuid)) : Optional.empty();
        } catch (IllegalArgumentException notAnId) {
            return Optional.empty();
        }
    }

    /** Reads the 16 bytes written by {@link #bytes()}. */
    public static MessageId ofBytes(byte[] bytes) {
        if (bytes.length != 16) {
            throw new IllegalArgumentException("a message id has 16 bytes");
        }
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        return new MessageId(new UUID(buffer.getLong(), buffer.getLong()));
    }

    /** The 16 bytes, most significant first; unsigned byte order is time order. */
    public byte[] bytes() {
        return ByteBuffer.allocate(16)
                .putLong(value.getMostSignificantBits())
                .putLong(value.getLeastSignificantBits())
                .array();
    }

    /** The smallest 16 bytes that an id made at this millisecond can begin with, to bound ranges of ids by time. */
    public static byte[] lowest(Instant time) {
        return ByteBuffer.allocate(16)
                .putLong(Math.max(0, time.toEpochMilli()) << 16)
                .array();
    }

    /** The millisecond at which the id was made. */
    public Instant time() {
        return Instant.ofEpochMilli(value.getMostSignificantBits() >>> 16);
    }

    /** In the order of the bytes (unsigned), which is the order of time and of the database's index. */
    @Override
    public int compareTo(MessageId other) {
        int high = Long.compareUnsigned(value.getMostSignificantBits(), other.value.getMostSignificantBits());
        return high != 0
                ? high
                : Long.compareUnsigned(value.getLeastSignificantBits(), other.value.getLeastSignificantBits());
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
