package org.messagebroker.bench.rows;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.messagebroker.api.ClientId;

class PopulationTest {

    private static final Instant NOW = Instant.parse("2026-11-25T00:00:00Z");

    private final Population population = new Population(NOW);
    private final Random random = new Random(1);

    @Test
    void theFirstSendsTwiceAsMuchAsTheSecond() {
        long first = of(new ClientId("bench-000"), NOW);
        long second = of(new ClientId("bench-001"), NOW);
        assertEquals(2.0, first / (double) second, 0.2);
        assertTrue(of(new ClientId("bench-499"), NOW) > 0);
    }

    @Test
    void whoKeepsLongHasNothingOfBeforeHeJoined() {
        assertTrue(of(Population.KEEPER, NOW) > 0);
        assertEquals(0, of(Population.KEEPER, NOW.minus(Duration.ofDays(220))));
    }

    private long of(ClientId client, Instant time) {
        return Stream.generate(() -> population.any(random, time))
                .limit(100_000)
                .filter(client::equals)
                .count();
    }
}
