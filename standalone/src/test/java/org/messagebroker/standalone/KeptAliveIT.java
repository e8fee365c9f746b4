package org.messagebroker.standalone;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class KeptAliveIT {

    private final BlockingQueue<ProcessHandle> started = new LinkedBlockingQueue<>();
    private final KeptAlive kept = new KeptAlive(new Sleeper());

    @AfterEach
    void stop() {
        kept.stop();
        started.forEach(ProcessHandle::destroyForcibly);
    }

    @Test
    void startsAKilledProcessAgain() throws Exception {
        ProcessHandle first = kept.start();
        kept.keepAlive();
        assertEquals(first, next());

        first.destroyForcibly();

        assertNotEquals(first.pid(), next().pid());
    }

    @Test
    void aStoppedProcessStaysDown() throws Exception {
        ProcessHandle first = kept.start();
        kept.keepAlive();
        next();

        kept.stop();

        assertFalse(first.isAlive());
        assertFalse(started.poll(2, TimeUnit.SECONDS) instanceof ProcessHandle);
        assertThrows(CommandFailure.class, kept::start);
    }

    @Test
    void stoppingDoesNotWaitForTheNextTry() throws Exception {
        ProcessHandle first = kept.start();
        kept.keepAlive();
        next();
        first.destroyForcibly();
        next().destroyForcibly();

        long began = System.nanoTime();
        kept.stop();

        assertFalse(Duration.ofNanos(System.nanoTime() - began).compareTo(Duration.ofSeconds(1)) > 0);
    }

    private ProcessHandle next() throws InterruptedException {
        ProcessHandle process = started.poll(20, TimeUnit.SECONDS);
        if (process == null) {
            throw new AssertionError("no process was started");
        }
        return process;
    }

    private final class Sleeper implements Charge {
        @Override
        public String name() {
            return "sleeper";
        }

        @Override
        public ProcessHandle start() {
            try {
                ProcessHandle process = Stay.start(Path.of("").toAbsolutePath()).toHandle();
                started.add(process);
                return process;
            } catch (IOException e) {
                throw new CommandFailure(Exit.FAILED, "cannot start", e);
            }
        }

        @Override
        public void stop(ProcessHandle process) {
            ProcessIdentity.of(process.pid())
                    .ifPresent(identity -> new Stopping(identity).within(Duration.ofSeconds(5)));
        }
    }
}
