package org.messagebroker.bench.prove;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.messagebroker.bench.prove.SystemCall.Log;

/** The system calls of one running process and of all its threads, as strace sees them. One thread at a time. */
final class CallTrace implements AutoCloseable {

    private static final String CALLS = "trace=read,recvfrom,recvmsg,write,writev,pwrite64,pwritev,sendto,sendmsg,"
            + "fdatasync,fsync,sync_file_range,poll,epoll_wait";
    private static final String LONGEST_TEXT = "1000000";
    private static final long SECONDS_TO_END = 30;

    private final Process strace;
    private final Path file;

    private CallTrace(Process strace, Path file) {
        this.strace = strace;
        this.file = file;
    }

    /**
     * Attaches to a process and returns when it is traced.
     *
     * @param hexadecimal whether texts are written as bytes, for a process whose texts are not readable
     * @throws IOException if strace is missing or may not attach
     */
    static CallTrace of(long pid, Path file, boolean hexadecimal) throws IOException {
        List<String> command = new ArrayList<>(List.of("strace", "-f", "-tt", "-yy", "-s", LONGEST_TEXT));
        if (hexadecimal) {
            command.add("-xx");
        }
        command.addAll(List.of("-e", CALLS, "-o", file.toString(), "-p", Long.toString(pid)));
        CallTrace trace = new CallTrace(start(command), file);
        trace.awaitAttached();
        return trace;
    }

    private static Process start(List<String> command) throws IOException {
        try {
            return new ProcessBuilder(command).start();
        } catch (IOException missing) {
            throw new IOException("this proof needs strace; install it (Debian: apt-get install strace)", missing);
        }
    }

    private void awaitAttached() throws IOException {
        BufferedReader said = strace.errorReader(StandardCharsets.UTF_8);
        String line = said.readLine();
        if (line == null || !line.contains("attached")) {
            close();
            throw new IOException("strace could not attach: " + line);
        }
        Thread.ofVirtual().start(() -> readAway(said));
    }

    /** It names each thread as it attaches, and would wait once nobody reads. */
    private static void readAway(BufferedReader said) {
        try {
            said.transferTo(Writer.nullWriter());
        } catch (IOException ended) {
            // It says nothing more.
        }
    }

    /** Detaches, and what was seen. */
    Log end() throws IOException {
        close();
        return SystemCall.read(Files.readAllLines(file, StandardCharsets.ISO_8859_1));
    }

    /** Detaches; the process goes on. */
    @Override
    public void close() throws IOException {
        strace.destroy();
        try {
            if (!strace.waitFor(SECONDS_TO_END, TimeUnit.SECONDS)) {
                throw new IOException("strace does not end");
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IOException("stopped while strace was ending", stopped);
        }
    }
}
