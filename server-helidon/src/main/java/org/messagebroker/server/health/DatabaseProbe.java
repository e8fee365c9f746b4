package org.messagebroker.server.health;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.messagebroker.server.database.Durability;
import org.messagebroker.server.database.Schema;
import org.messagebroker.service.Readiness;

/**
 * Whether the database answers, has the schema and syncs what it commits; asked at most once a second however many ask.
 * Thread-safe.
 */
public final class DatabaseProbe implements Readiness {

    private static final Duration FRESH = Duration.ofSeconds(1);

    private final Schema schema;
    private final Durability durability;
    private final InstantSource clock;
    private Seen seen = new Seen(Instant.MIN, Optional.empty());

    public DatabaseProbe(Schema schema, Durability durability, InstantSource clock) {
        this.schema = schema;
        this.durability = durability;
        this.clock = clock;
    }

    @Override
    public synchronized Optional<String> fault() {
        Instant now = clock.instant();
        if (seen.at().isBefore(now.minus(FRESH))) {
            seen = new Seen(now, schema.fault().or(durability::fault));
        }
        return seen.fault();
    }

    private record Seen(Instant at, Optional<String> fault) {}
}
