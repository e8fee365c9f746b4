package org.messagebroker.service.wire;

/**
 * Follows a chunked body byte by byte and refuses whatever is not exactly {@code size CRLF data CRLF … 0 CRLF CRLF}: no
 * extension, no trailer, no sign, no space, and no more data than the listener takes.
 */
final class ChunkedFraming {

    private static final int LONGEST_SIZE = 8;

    private enum Expected {
        SIZE,
        SIZE_LF,
        DATA,
        DATA_CR,
        DATA_LF,
        END_CR,
        END_LF,
        NOTHING
    }

    private final int maxBodyBytes;
    private Expected expected = Expected.SIZE;
    private int digits;
    private long size;
    private long total;

    ChunkedFraming(int maxBodyBytes) {
        this.maxBodyBytes = maxBodyBytes;
    }

    boolean isComplete() {
        return expected == Expected.NOTHING;
    }

    /** Follows the bytes; how many of them belong to the body. */
    int follow(byte[] bytes, int from, int to) throws Refusal {
        int at = from;
        while (at < to && !isComplete()) {
            if (expected == Expected.DATA) {
                int taken = (int) Math.min(size, to - at);
                size -= taken;
                at += taken;
                expected = size == 0 ? Expected.DATA_CR : Expected.DATA;
            } else {
                frame(bytes[at]);
                at++;
            }
        }
        return at - from;
    }

    private void frame(byte next) throws Refusal {
        switch (expected) {
            case SIZE -> size(next);
            case SIZE_LF -> {
                require(next == '\n');
                expected = beginChunk();
            }
            case DATA_CR -> step(next == '\r', Expected.DATA_LF);
            case DATA_LF -> {
                digits = 0;
                step(next == '\n', Expected.SIZE);
            }
            case END_CR -> step(next == '\r', Expected.END_LF);
            case END_LF -> step(next == '\n', Expected.NOTHING);
            case DATA, NOTHING -> throw new IllegalStateException("no frame byte is expected");
        }
    }

    private void size(byte next) throws Refusal {
        if (next == '\r') {
            step(digits > 0, Expected.SIZE_LF);
            return;
        }
        int digit = Character.digit((char) next, 16);
        require(next > 0 && digit >= 0 && digits < LONGEST_SIZE);
        size = digits == 0 ? digit : size * 16 + digit;
        digits++;
    }

    private Expected beginChunk() throws Refusal {
        total += size;
        if (total > maxBodyBytes) {
            throw Refusal.tooLarge(maxBodyBytes);
        }
        return size == 0 ? Expected.END_CR : Expected.DATA;
    }

    private void step(boolean valid, Expected then) throws Refusal {
        require(valid);
        expected = then;
    }

    private static void require(boolean valid) throws Refusal {
        if (!valid) {
            throw Refusal.malformed("a chunk of the body is malformed (no extensions and trailers are taken)");
        }
    }
}
