package org.messagebroker.api;

import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.UUID;

/**
 * A proxy is to put one test message into its queue. Given out once, so that there are never two of it.
 *
 * @param testId random, and told to this proxy alone
 */
public record TestMessageOrder(UUID testId) {

    private static final int BYTES = 2 * Long.BYTES;

    /** The content of the message: the id, 16 bytes. */
    public byte[] content() {
        return ByteBuffer.allocate(BYTES)
                .putLong(testId.getMostSignificantBits())
                .putLong(testId.getLeastSignificantBits())
                .array();
    }

    /** The order that a content tells of; empty when it is none. */
    public static Optional<TestMessageOrder> ofContent(byte[] content) {
        if (content.length != BYTES) {
            return Optional.empty();
        }
        ByteBuffer id = ByteBuffer.wrap(content);
        return Optional.of(new TestMessageOrder(new UUID(id.getLong(), id.getLong())));
    }
}
