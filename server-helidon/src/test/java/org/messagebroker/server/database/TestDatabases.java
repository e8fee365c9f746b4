package org.messagebroker.server.database;

import java.time.Duration;
import org.messagebroker.testing.TestDatabase;

/** The server's view of a test database. */
public final class TestDatabases {

    private TestDatabases() {}

    /** With a pool of the given size, closed by the caller. */
    public static Database open(TestDatabase database, int poolSize) {
        return Database.open(new DatabaseConfig(
                database.jdbcUrl(),
                database.user(),
                database.password(),
                "PREFERRED",
                poolSize,
                Duration.ofSeconds(10),
                Duration.ofSeconds(60)));
    }
}
