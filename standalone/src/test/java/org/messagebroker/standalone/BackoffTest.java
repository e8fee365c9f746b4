package org.messagebroker.standalone;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class BackoffTest {

    private final Backoff backoff = new Backoff();

    @Test
    void theWaitDoublesUpToHalfAMinute() {
        List<Long> waits = Stream.generate(() -> backoff.after(Duration.ZERO).toSeconds())
                .limit(7)
                .toList();

        assertEquals(List.of(1L, 2L, 4L, 8L, 16L, 30L, 30L), waits);
    }

    @Test
    void aGoodRunIsForgiven() {
        backoff.after(Duration.ZERO);
        backoff.after(Duration.ZERO);

        assertEquals(Duration.ofSeconds(1), backoff.after(Duration.ofMinutes(1)));
    }
}
