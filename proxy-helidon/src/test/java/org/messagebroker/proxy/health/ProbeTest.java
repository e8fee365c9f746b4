package org.messagebroker.proxy.health;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.SynchronousQueue;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class ProbeTest {

    private final SynchronousQueue<Supplier<String>> looks = new SynchronousQueue<>();
    private final Semaphore begun = new Semaphore(0);

    @Test
    void saysThatItHasSeenNothingBeforeTheFirstLookAndAfterOneThatFailed() throws Exception {
        try (Probe<String> probe = Probe.start("probe", "unseen", Duration.ofMillis(1), this::look)) {
            begun.acquire();
            assertEquals("unseen", probe.latest());

            ends(() -> "up");
            assertEquals("up", probe.latest());

            ends(() -> {
                throw new IllegalStateException("a look that fails");
            });
            assertEquals("unseen", probe.latest());

            ends(() -> "up again");
            assertEquals("up again", probe.latest());
        }
    }

    /** Returns when the look under way has ended so, and the next has begun. */
    private void ends(Supplier<String> look) throws InterruptedException {
        looks.put(look);
        begun.acquire();
    }

    private String look() {
        begun.release();
        try {
            return looks.take().get();
        } catch (InterruptedException closed) {
            throw new IllegalStateException(closed);
        }
    }
}
