package org.messagebroker.embedded;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A MariaDB on 127.0.0.1, as a child process that keeps its data in a directory of its own: utf8mb4, UTC, synced at every
 * commit, no socket file, and no account but those that the caller gives. It survives whatever happened to its last
 * owner: what a killed process has left running on the directory is stopped first. Thread-safe.
 */
public final class EmbeddedMariaDb implements AutoCloseable {

    private static final String NAME = "the embedded MariaDB";
    private static final int PATIENCE_MS = 1000;
    private static final int GREETING = 10;

    private final HomeLock lock;
    private final ServerProcess process;
    private final int port;

    private EmbeddedMariaDb(HomeLock lock, ServerProcess process, int port) {
        this.lock = lock;
        this.process = process;
        this.port = port;
    }

    /** As {@link #start(Path, int, List, int)}, with a buffer pool of 256 MiB. */
    public static EmbeddedMariaDb start(Path home, int port, List<Account> accounts) {
        return start(home, port, accounts, 256);
    }

    /**
     * Starts it and returns when it answers and its accounts exist. The first start takes some seconds: the programs are
     * unpacked into the cache directory of the user, and the system tables are made.
     *
     * @param home                its configuration, log and data; made when missing, mode 0700
     * @param port                on 127.0.0.1; 0 for a free one
     * @param accounts            at least one; made, or brought to these passwords
     * @param bufferPoolMegabytes InnoDB's buffer pool, in MiB
     * @throws EmbeddedException when the port or the directory is in use, or MariaDB does not start
     */
    public static EmbeddedMariaDb start(Path home, int port, List<Account> accounts, int bufferPoolMegabytes) {
        if (accounts.isEmpty()) {
            throw new IllegalArgumentException("A database without accounts lets nobody in.");
        }
        Path directory = home.toAbsolutePath().normalize();
        try {
            PrivateFiles.directory(directory);
            return owned(HomeLock.take(directory), directory, port, accounts, bufferPoolMegabytes);
        } catch (IOException e) {
            throw new EmbeddedException("Cannot start " + NAME + " in " + directory + ": " + e.getMessage(), e);
        }
    }

    private static EmbeddedMariaDb owned(
            HomeLock lock, Path home, int port, List<Account> accounts, int bufferPoolMegabytes) throws IOException {
        boolean started = false;
        try {
            MariaDbHome files = new MariaDbHome(home, Binaries.mariaDb());
            ServerProcess.stopLeftover(NAME, files.configuration());
            int free = ServerProcess.availablePort(NAME, port);
            files.prepare(free, bufferPoolMegabytes);
            PrivateFiles.write(
                    files.accounts(), accounts.stream().map(Account::sql).collect(Collectors.joining()));
            ServerProcess process =
                    ServerProcess.start(NAME, files.command(), Map.of(), files.log(), () -> answers(free));
            Files.delete(files.accounts());
            started = true;
            return new EmbeddedMariaDb(lock, process, free);
        } finally {
            if (!started) {
                lock.close();
            }
        }
    }

    /** The server greets only after it has made the accounts. */
    private static boolean answers(int port) {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(PATIENCE_MS);
            byte[] head = socket.getInputStream().readNBytes(5);
            return head.length == 5 && head[4] == GREETING;
        } catch (IOException e) {
            return false;
        }
    }

    /** The port it listens on, on 127.0.0.1. */
    public int port() {
        return port;
    }

    /** The JDBC URL of one of its databases, without a password. */
    public String jdbcUrl(String database) {
        return "jdbc:mysql://127.0.0.1:" + port + "/" + database;
    }

    /** The id of its process. */
    public long pid() {
        return process.pid();
    }

    /** Whether its process runs. */
    public boolean isAlive() {
        return process.isAlive();
    }

    /** Ends it as a crash would (SIGKILL) and lets go of its directory, so that it can be started there again. */
    public void kill() {
        process.kill();
        lock.close();
    }

    /** Stops it cleanly and waits until it is gone. Doing it again does nothing. */
    @Override
    public void close() {
        process.stop();
        lock.close();
    }
}
