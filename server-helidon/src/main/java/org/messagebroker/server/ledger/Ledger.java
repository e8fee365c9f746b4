package org.messagebroker.server.ledger;

import java.io.IOException;
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
import java.util.concurrent.locks.ReentrantLock;
import javax.crypto.SecretKey;
import org.messagebroker.server.ledger.LedgerEntry.Kind;
import org.messagebroker.server.ledger.LedgerLines.Mark;

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
    /** A file lock keeps other processes out, but is an error between two owners in one. */
    private static final ReentrantLock IN_THIS_PROCESS = new ReentrantLock();

    private final Path file;
    private final LedgerLines lines;
    private final InstantSource clock;
    private Mark known = Mark.BEGIN;

    private Ledger(Path file, LedgerLines lines, InstantSource clock) {
        this.file = file;
        this.lines = lines;
        this.clock = clock;
    }

    /**
     * A ledger in this directory, which is made if it is missing.
     *
     * @param key for the HMACs
     * @throws LedgerException when the directory cannot be made
     */
    public static Ledger in(Path directory, SecretKey key, InstantSource clock) {
        try {
            Files.createDirectories(
                    directory, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
            return new Ledger(directory.resolve(FILE), new LedgerLines(key), clock);
        } catch (IOException e) {
            throw new LedgerException("the ledger's directory " + directory + " cannot be made", e);
        }
    }

    /**
     * Adds an entry and returns when it is on disk. Call it before the act commits. Lines that this process has seen before
     * are not read again.
     *
     * @throws LedgerException when the file was altered or cannot be written
     */
    public synchronized LedgerEntry append(Kind kind, String subject, Map<String, String> details) {
        return locked(channel -> {
            Mark end = read(channel, known).end();
            Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
            LedgerEntry entry = new LedgerEntry(end.count() + 1L, now, kind, subject, details);
            channel.truncate(end.length()).position(end.length());
            write(channel, lines.line(entry, end.lastMac()));
            channel.force(true);
            known = end;
            return entry;
        });
    }

    /**
     * All entries, oldest first. A last line that a crash cut short is left out: its act was never answered.
     *
     * @throws LedgerException when a line was altered, removed or inserted, or the file cannot be read
     */
    public synchronized List<LedgerEntry> entries() {
        return locked(channel -> {
            LedgerLines.Read all = read(channel, Mark.BEGIN);
            if (all.end().length() < known.length()) {
                throw cut(known.length());
            }
            known = all.end();
            return all.entries();
        });
    }

    /**
     * Of each subject of this kind the entry that counts.
     *
     * @throws LedgerException as {@link #entries}
     */
    public List<LedgerEntry> counting(Kind kind) {
        return LedgerState.of(entries()).entries().stream()
                .filter(entry -> entry.kind() == kind)
                .toList();
    }

    private LedgerLines.Read read(FileChannel channel, Mark from) throws IOException {
        if (channel.size() < from.length()) {
            throw cut(from.length());
        }
        ByteBuffer bytes = ByteBuffer.allocate(Math.toIntExact(channel.size() - from.length()));
        channel.position(from.length());
        while (bytes.hasRemaining() && channel.read(bytes) >= 0) {
            // The read is the loop.
        }
        return lines.read(new String(bytes.array(), 0, bytes.position(), StandardCharsets.UTF_8), from);
    }

    private LedgerException cut(long length) {
        return new LedgerException("the ledger " + file + " is shorter than the " + length
                + " bytes that this server has seen; put back the copy that belongs to it");
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
        IN_THIS_PROCESS.lock();
        try (FileChannel channel = FileChannel.open(file, options, ownerOnly);
                FileLock _ = channel.lock()) {
            return work.on(channel);
        } catch (IOException e) {
            throw new LedgerException("the ledger " + file + " cannot be read or written", e);
        } finally {
            IN_THIS_PROCESS.unlock();
        }
    }

    private interface Work<T> {
        T on(FileChannel channel) throws IOException;
    }
}
