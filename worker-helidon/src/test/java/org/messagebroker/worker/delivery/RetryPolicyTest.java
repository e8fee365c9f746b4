package org.messagebroker.worker.delivery;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.messagebroker.settings.Settings;
import org.messagebroker.settings.SettingsException;
import org.messagebroker.worker.WorkerMain;

class RetryPolicyTest {

    private static final RetryPolicy EXPONENTIAL =
            new RetryPolicy.Exponential(Duration.ofSeconds(30), Duration.ofHours(1));

    @TempDir
    private Path directory;

    @Test
    void isFixedAtThirtySecondsUnlessToldOtherwise() {
        RetryPolicy usual = RetryPolicy.of(settings(Map.of()));
        assertEquals(Duration.ofSeconds(30), usual.after(1));
        assertEquals(Duration.ofSeconds(30), usual.after(9_999));
    }

    @Test
    void doublesAndThenStaysBelowItsLimit() {
        assertBetween(Duration.ofSeconds(15), Duration.ofSeconds(30), 1);
        assertBetween(Duration.ofSeconds(60), Duration.ofSeconds(120), 3);
        assertBetween(Duration.ofMinutes(30), Duration.ofHours(1), 10_000);
    }

    @Test
    void differsFromMessageToMessage() {
        assertTrue(IntStream.range(0, 50)
                        .mapToObj(i -> EXPONENTIAL.after(5))
                        .distinct()
                        .count()
                > 10);
    }

    @Test
    void refusesWhatItDoesNotKnow() {
        assertThrows(
                SettingsException.class, () -> RetryPolicy.of(settings(Map.of("worker.retry-policy", "sometimes"))));
        assertThrows(
                SettingsException.class,
                () -> RetryPolicy.of(
                        settings(Map.of("worker.retry-policy", "exponential", "worker.retry-max-interval", "1s"))));
    }

    private Settings settings(Map<String, String> changed) {
        return Settings.load(WorkerMain.class, directory, Map.of()).with(changed);
    }

    private static void assertBetween(Duration least, Duration most, int attempts) {
        for (int i = 0; i < 100; i++) {
            Duration delay = EXPONENTIAL.after(attempts);
            assertTrue(delay.compareTo(least) >= 0 && delay.compareTo(most) <= 0, delay::toString);
        }
    }
}
