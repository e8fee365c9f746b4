package org.messagebroker.bench.chaos;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import org.messagebroker.settings.DotEnv;

/**
 * The processes of an installation, as its supervisor writes them down.
 *
 * @param run the directory where it does
 */
record Parts(Path run) {

    private static final Duration PAUSE = Duration.ofMillis(50);
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    /** The process of a part; waits until it runs. */
    long process(String part) throws IOException {
        return successor(part, -1);
    }

    /** The process of a part that is another one than before; waits until it runs. */
    long successor(String part, long before) throws IOException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (System.nanoTime() < end) {
            Optional<Long> now = running(part).filter(process -> process != before);
            if (now.isPresent()) {
                return now.get();
            }
            LockSupport.parkNanos(PAUSE.toNanos());
        }
        throw new IOException(part + " is not started again within " + PATIENCE);
    }

    private Optional<Long> running(String part) throws IOException {
        try {
            return Optional.ofNullable(DotEnv.parse(Files.readString(run.resolve(part + ".pid")))
                            .get("PID"))
                    .map(Long::valueOf)
                    .filter(process -> ProcessHandle.of(process)
                            .filter(ProcessHandle::isAlive)
                            .isPresent());
        } catch (NoSuchFileException notRunning) {
            return Optional.empty();
        }
    }

    /** Sends a signal to a process. */
    static void signal(String name, long process) throws IOException {
        Tool.run("kill", "-" + name, Long.toString(process));
    }
}
