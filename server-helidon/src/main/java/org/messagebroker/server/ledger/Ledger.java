package org.messagebroker.server.ledger;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.crypto.SecretKey;
import org.messagebroker.server.ledger.LedgerEntry.Kind;

/**
 * A file that only grows, outside the database: revocations, disabled clients and users, ended sessions, revoked keys and
 * CRL numbers. It is merged into the database at every start, so that a restored one revives nothing. An entry is on disk
 * before the act commits: a crash between the two leaves more revoked than was asked for, never less.
 *
 * <p>Each line is JSON and carries an HMAC over itself and the line before, so that a changed, removed or inserted line
 * shows. Several servers may share the file. Thread-safe.
 */
public final class Ledger {

    private static final String FILE = "ledger.jsonl";

    private final Path file;
    private final LedgerLines lines;
    private final InstantSource clock;

    private Ledger(Path file, LedgerLines lines, InstantSource clock) {
        this.file = file;
        this.lines = lines;
        this.clock = clock;
    }

    /**
     * A ledger in this directory, which is made if it is missing.
     *
     * @param key for the HMACs
     * @throws UncheckedIOException when the directory cannot be made
     */
    public static Ledger in(Path directory, SecretKey key, InstantSource clock) {
        try {
            Files.createDirectories(
                    directory, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
            return new Ledger(directory.resolve(FILE), new LedgerLines(key), clock);
        } catch (IOException e) {
            throw new UncheckedIOException("the ledger's directory " + directory + " cannot be made", e);
        }
    }

    /**
     * Adds an entry and returns when it is on disk. Call it before the act commits.
     *
     * @throws LedgerException when the file was altered
     * @throws UncheckedIOException when it cannot be written
     */
    public synchronized LedgerEntry append(Kind kind, String subject, Map<String, String> details) {
        return locked(channel -> {
            LedgerLines.Read read = read(channel);
            Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
            LedgerEntry entry = new LedgerEntry(read.entries().size() + 1L, now, kind, subject, details);
            channel.truncate(read.length()).position(read.length());
            write(channel, lines.line(entry, read.lastMac()));
            channel.force(true);
            return entry;
        });
    }

    /**
     * All entries, oldest first. A last line that a crash cut short is left out: its act was never answered.
     *
     * @throws LedgerException when a line was altered, removed or inserted
     * @throws UncheckedIOException when the file cannot be read
     */
    public synchronized List<LedgerEntry> entries() {
        return locked(channel -> read(channel).entries());
    }

    private LedgerLines.Read read(FileChannel channel) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(Math.toIntExact(channel.size()));
        channel.position(0);
        while (bytes.hasRemaining() && channel.read(bytes) >= 0) {
            // The read is the loop.
        }
        return lines.read(new String(bytes.array(), 0, bytes.position(), StandardCharsets.UTF_8));
    }

    private static void write(FileChannel channel, String line) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(line.getBytes(StandardCharsets.UTF_8));
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
    }

    private <T> T locked(Work<T> work) {
        Set<StandardOpenOption> options =
                Set.of(StandardOpenOption.READ, StandardOpenOption.WRITE, StandardOpenOption.CREATE);
        var ownerOnly = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
        try (FileChannel channel = FileChannel.open(file, options, ownerOnly);
                FileLock _ = channel.lock()) {
            return work.on(channel);
        } catch (IOException e) {
            throw new UncheckedIOException("the ledger " + file + " cannot be read or written", e);
        }
    }

    private interface Work<T> {
        T on(FileChannel channel) throws IOException;
    }
}
