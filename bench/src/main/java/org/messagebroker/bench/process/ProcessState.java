package org.messagebroker.bench.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

/** What the kernel says a process is doing: of a child whose parent stands still, nobody else knows that it is dead. */
public final class ProcessState {

    private static final Duration PAUSE = Duration.ofMillis(10);

    private ProcessState() {}

    /** Whether it is gone, or nothing is left of it but what its parent has not yet asked for. */
    public static boolean isDead(long process) {
        return letter(process).filter(state -> state != 'Z' && state != 'X').isEmpty();
    }

    /** Whether it was stopped by a signal and has not been told to go on. */
    public static boolean standsStill(long process) {
        return letter(process).filter(state -> state == 'T').isPresent();
    }

    /**
     * Waits until it is dead.
     *
     * @return false if it was not in time
     */
    public static boolean awaitDeath(long process, Duration patience) {
        long end = System.nanoTime() + patience.toNanos();
        while (!isDead(process)) {
            if (System.nanoTime() > end) {
                return false;
            }
            LockSupport.parkNanos(PAUSE.toNanos());
        }
        return true;
    }

    /** As in proc_pid_stat(5), the third field; the second is a name in brackets, which may itself hold brackets. */
    private static Optional<Character> letter(long process) {
        try {
            String stat = Files.readString(Path.of("/proc", Long.toString(process), "stat"));
            return Optional.of(stat.charAt(stat.lastIndexOf(')') + 2));
        } catch (IOException gone) {
            return Optional.empty();
        }
    }
}
