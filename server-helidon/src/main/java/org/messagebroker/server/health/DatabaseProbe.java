package org.messagebroker.server.health;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.messagebroker.server.database.Schema;
import org.messagebroker.service.Readiness;

/** Whether database and schema are good, asked at most once a second however many ask. Thread-safe. */
public final class DatabaseProbe implements Readiness {

    private static final Duration FRESH = Duration.ofSeconds(1);

    private final Schema schema;
    private final InstantSource clock;
    private Seen seen = new Seen(Instant.MIN, Optional.empty());

    public DatabaseProbe(Schema schema, InstantSource clock) {
        this.schema = schema;
        this.clock = clock;
    }

    @Override
    public synchronized Optional<String> fault() {
        Instant now = clock.instant();
        if (seen.at().isBefore(now.minus(FRESH))) {
            seen = new Seen(now, schema.fault());
        }
        return seen.fault();
    }

    private record Seen(Instant at, Optional<String> fault) {}
}
