package org.messagebroker.bench.machine;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import org.messagebroker.bench.load.Latencies;

/** How long the disk takes to make a small append durable: the least that an acknowledged message can cost. */
public final class DiskSync {
    private static final int BYTES = 512;

    private DiskSync() {}

    /** Appends 512 bytes and calls {@code fdatasync}, over and over for {@code time}, in a file that is removed again. */
    public static Latencies measure(DataDirectory directory, Duration time) throws IOException {
        Path file = Files.createTempFile(directory.path(), "sync-", ".bench");
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            return measure(channel, time);
        } finally {
            Files.delete(file);
        }
    }

    private static Latencies measure(FileChannel channel, Duration time) throws IOException {
        Latencies latencies = new Latencies();
        ByteBuffer bytes = ByteBuffer.allocate(BYTES);
        long begin = System.nanoTime();
        while (System.nanoTime() - begin < time.toNanos()) {
            long before = System.nanoTime();
            channel.write(bytes.clear());
            channel.force(false);
            latencies.record(System.nanoTime() - before);
        }
        return latencies;
    }
}
