package org.messagebroker.queue;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class BeatTest {

    @Test
    void goesOnAfterATaskThatThrew() throws InterruptedException {
        CountDownLatch runs = new CountDownLatch(2);
        try (Beat _ = Beat.start("test", () -> failing(runs))) {
            assertTrue(runs.await(10, TimeUnit.SECONDS));
        }
    }

    @Test
    void endsWhenClosedWhateverThePause() throws InterruptedException {
        CountDownLatch ran = new CountDownLatch(1);
        Beat beat = Beat.start("test", () -> {
            ran.countDown();
            return Duration.ofHours(1);
        });
        assertTrue(ran.await(10, TimeUnit.SECONDS));
        beat.close();
    }

    private static Duration failing(CountDownLatch runs) {
        runs.countDown();
        throw new IllegalStateException("a fault");
    }
}
