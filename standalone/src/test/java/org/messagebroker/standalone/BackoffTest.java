package org.messagebroker.standalone;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class BackoffTest {

    private final Backoff backoff = new Backoff();

    @Test
    void theWaitDoublesUpToEightSeconds() {
        List<Long> waits = Stream.generate(() -> backoff.after(Duration.ZERO).toSeconds())
                .limit(5)
                .toList();

        assertEquals(List.of(1L, 2L, 4L, 8L, 8L), waits);
    }

    @Test
    void aPartThatHadRunWellIsStartedAtOnce() {
        assertEquals(Duration.ZERO, backoff.after(Duration.ofSeconds(10)));
        assertEquals(Duration.ZERO, backoff.after(Duration.ofHours(1)));
    }

    @Test
    void aPartThatDiesSoonWaitsThoughItHadRunWellBefore() {
        backoff.after(Duration.ofHours(1));

        assertEquals(Duration.ofSeconds(1), backoff.after(Duration.ofMillis(9_999)));
        assertEquals(Duration.ofSeconds(2), backoff.after(Duration.ofSeconds(3)));
    }

    @Test
    void aGoodRunIsForgiven() {
        backoff.after(Duration.ZERO);
        backoff.after(Duration.ZERO);
        backoff.after(Duration.ofMinutes(1));

        assertEquals(Duration.ofSeconds(1), backoff.after(Duration.ZERO));
    }
}
