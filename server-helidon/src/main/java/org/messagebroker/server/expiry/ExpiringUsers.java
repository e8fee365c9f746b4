package org.messagebroker.server.expiry;

import io.helidon.dbclient.DbRow;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.messagebroker.api.Expiring.UserEnd;
import org.messagebroker.server.database.Database;
import org.messagebroker.server.database.Rows;

/** Active accounts that end soon, or have lately. Thread-safe. */
public final class ExpiringUsers {

    private static final Duration ENDED = Duration.ofDays(30);
    private static final String ENDING = """
            SELECT user_id, email, role, client_id, expires_at FROM users
            WHERE active AND expires_at BETWEEN :from AND :until ORDER BY expires_at, email""";

    private final Database database;
    private final InstantSource clock;

    public ExpiringUsers(Database database, InstantSource clock) {
        this.database = database;
        this.clock = clock;
    }

    /** The first to end first. */
    public List<UserEnd> within(int days) {
        Instant now = clock.instant();
        return database.read(execute -> execute.createNamedQuery("users-ending", ENDING)
                .addParam("from", Rows.time(now.minus(ENDED)))
                .addParam("until", Rows.time(now.plus(Duration.ofDays(days))))
                .execute()
                .map(row -> user(row, now))
                .toList());
    }

    private static UserEnd user(DbRow row, Instant now) {
        Instant end = Rows.time(row, "expires_at");
        return new UserEnd(
                Rows.uuid(row, "user_id"),
                row.column("email").getString(),
                row.column("role").getString(),
                Rows.optionalText(row, "client_id"),
                end,
                Math.floorDiv(
                        Duration.between(now, end).toSeconds(),
                        Duration.ofDays(1).toSeconds()));
    }
}
