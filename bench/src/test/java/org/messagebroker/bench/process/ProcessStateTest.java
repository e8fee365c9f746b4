package org.messagebroker.bench.process;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.messagebroker.testing.Await;

class ProcessStateTest {

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private Process process;

    @BeforeEach
    void start() throws IOException {
        process = new ProcessBuilder("sleep", "600").start();
    }

    @AfterEach
    void stop() {
        process.destroyForcibly();
    }

    @Test
    void tellsTheLivingFromTheDead() {
        assertFalse(ProcessState.isDead(process.pid()));
        assertFalse(ProcessState.awaitDeath(process.pid(), Duration.ofMillis(50)));
        process.destroyForcibly();
        assertTrue(ProcessState.awaitDeath(process.pid(), PATIENCE));
        assertTrue(ProcessState.isDead(process.pid()));
    }

    /** A signal is sent before it is heard: the process must be given the processor first. */
    @Test
    void seesThatOneStandsStillAndGoesOn() throws Exception {
        assertFalse(ProcessState.standsStill(process.pid()));
        signal("STOP");
        Await.until(() -> ProcessState.standsStill(process.pid()));
        assertFalse(ProcessState.isDead(process.pid()));
        signal("CONT");
        Await.until(() -> !ProcessState.standsStill(process.pid()));
    }

    /** A child of one that stands still stays as a zombie, which is dead all the same. */
    @Test
    void seesTheDeathOfAChildWhoseParentDoesNotAskForIt() throws Exception {
        Process parent = new ProcessBuilder("sh", "-c", "sleep 600 & echo $!; exec sleep 600").start();
        try {
            long child = Long.parseLong(parent.inputReader().readLine());
            assertFalse(ProcessState.isDead(child));
            signal("KILL", child);
            assertTrue(ProcessState.awaitDeath(child, PATIENCE));
            assertTrue(ProcessHandle.of(child).isPresent(), "it is still there, as a zombie");
        } finally {
            parent.destroyForcibly();
        }
    }

    private void signal(String name) throws Exception {
        signal(name, process.pid());
    }

    private static void signal(String name, long pid) throws Exception {
        assertTrue(new ProcessBuilder("kill", "-" + name, Long.toString(pid))
                        .start()
                        .waitFor()
                == 0);
    }
}
