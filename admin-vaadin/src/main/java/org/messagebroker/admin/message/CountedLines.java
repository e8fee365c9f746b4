package org.messagebroker.admin.message;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.function.LongConsumer;

/** Counts the lines that are written, tells about every so many, and breaks off when it is asked to from another thread. */
final class CountedLines extends FilterOutputStream {

    private static final int EVERY = 2000;

    private final LongConsumer told;
    private volatile boolean stopped;
    private long lines;

    CountedLines(OutputStream out, LongConsumer told) {
        super(out);
        this.told = told;
    }

    /** The next piece is not written any more. */
    void stop() {
        stopped = true;
    }

    long lines() {
        return lines;
    }

    @Override
    public void write(int octet) throws IOException {
        write(new byte[] {(byte) octet}, 0, 1);
    }

    @Override
    public void write(byte[] octets, int offset, int length) throws IOException {
        if (stopped) {
            throw new IOException("stopped by the person");
        }
        out.write(octets, offset, length);
        for (int i = offset; i < offset + length; i++) {
            count(octets[i]);
        }
    }

    private void count(byte octet) {
        if (octet == '\n' && ++lines % EVERY == 0) {
            told.accept(lines);
        }
    }
}
