package org.messagebroker.bench.load;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Base64;
import java.util.concurrent.TimeUnit;
import java.util.zip.DataFormatException;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;

/** How long answers took: a histogram exact to 0.1 %, up to two minutes. Thread-safe. */
public final class Latencies {
    private static final long LONGEST = TimeUnit.MINUTES.toNanos(2);
    private static final int SIGNIFICANT_DIGITS = 3;
    private static final double NANOS_PER_MILLI = 1e6;

    private final Histogram histogram;

    /** None yet. */
    public Latencies() {
        this(new ConcurrentHistogram(LONGEST, SIGNIFICANT_DIGITS));
    }

    private Latencies(Histogram histogram) {
        this.histogram = histogram;
    }

    /** What {@link #encoded} wrote. */
    public static Latencies decoded(String encoded) {
        try {
            ByteBuffer bytes = ByteBuffer.wrap(Base64.getDecoder().decode(encoded));
            return new Latencies(ConcurrentHistogram.decodeFromCompressedByteBuffer(bytes, LONGEST));
        } catch (DataFormatException malformed) {
            throw new IllegalArgumentException("not an encoded histogram", malformed);
        }
    }

    /** The whole histogram as text, so that the latencies of several loads can be merged without loss. */
    public String encoded() {
        ByteBuffer bytes = ByteBuffer.allocate(histogram.getNeededByteBufferCapacity());
        int length = histogram.encodeIntoCompressedByteBuffer(bytes);
        return Base64.getEncoder().encodeToString(Arrays.copyOf(bytes.array(), length));
    }

    /** Adds one answer; longer than two minutes counts as two minutes. */
    public void record(long nanos) {
        histogram.recordValue(Math.clamp(nanos, 0, LONGEST));
    }

    /** Adds all of {@code other}. */
    public void add(Latencies other) {
        histogram.add(other.histogram);
    }

    /** How many were recorded. */
    public long count() {
        return histogram.getTotalCount();
    }

    /** The time in milliseconds within which {@code percent} of the answers came; zero when there are none. */
    public double percentileMillis(double percent) {
        return histogram.getValueAtPercentile(percent) / NANOS_PER_MILLI;
    }

    /** The longest, in milliseconds. */
    public double maxMillis() {
        return histogram.getMaxValue() / NANOS_PER_MILLI;
    }
}
