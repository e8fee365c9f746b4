package org.messagebroker.sealing;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A data key as every message under it carries it: who may open it, who made it, and its maker's signature. As bytes: key
 * version (4), fingerprint of the maker's certificate (32), encapsulation (32), wrapped key (48), length of the signature
 * (2), signature.
 */
record Wrapping(int keyVersion, byte[] fingerprint, DataKeys.Wrapped wrapped, byte[] signature) {

    static final int FINGERPRINT_BYTES = 32;

    private static final byte[] PREFIX = "message-broker data key 1\n".getBytes(StandardCharsets.US_ASCII);
    private static final int SIGNED_BYTES =
            Integer.BYTES + FINGERPRINT_BYTES + DataKeys.ENCAPSULATION_BYTES + DataKeys.WRAPPED_BYTES;

    /** What the maker signs. */
    static byte[] signed(int keyVersion, byte[] fingerprint, DataKeys.Wrapped wrapped) {
        return ByteBuffer.allocate(PREFIX.length + SIGNED_BYTES)
                .put(PREFIX)
                .putInt(keyVersion)
                .put(fingerprint)
                .put(wrapped.encapsulation())
                .put(wrapped.key())
                .array();
    }

    byte[] signed() {
        return signed(keyVersion, fingerprint, wrapped);
    }

    byte[] bytes() {
        byte[] signed = signed();
        return ByteBuffer.allocate(SIGNED_BYTES + Short.BYTES + signature.length)
                .put(signed, PREFIX.length, SIGNED_BYTES)
                .putShort((short) signature.length)
                .put(signature)
                .array();
    }

    /**
     * Reads one and leaves the buffer behind it.
     *
     * @throws java.nio.BufferUnderflowException if the buffer ends before
     */
    static Wrapping read(ByteBuffer buffer) {
        return new Wrapping(
                buffer.getInt(),
                bytes(buffer, FINGERPRINT_BYTES),
                new DataKeys.Wrapped(
                        bytes(buffer, DataKeys.ENCAPSULATION_BYTES), bytes(buffer, DataKeys.WRAPPED_BYTES)),
                bytes(buffer, Short.toUnsignedInt(buffer.getShort())));
    }

    private static byte[] bytes(ByteBuffer buffer, int length) {
        byte[] bytes = new byte[Math.min(length, buffer.remaining() + 1)];
        buffer.get(bytes);
        return bytes;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Wrapping that && Arrays.equals(bytes(), that.bytes());
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(signature);
    }
}
