package org.messagebroker.server.user;

import io.helidon.dbclient.DbExecute;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.messagebroker.api.SessionView;
import org.messagebroker.server.database.Rows;
import org.messagebroker.server.ledger.Ledger;
import org.messagebroker.server.ledger.LedgerEntry.Detail;
import org.messagebroker.server.ledger.LedgerEntry.Kind;

/** All sessions of a person. What is ended here stays ended after a restore of the database. */
public final class UserSessions {

    private static final String LIVING = """
            SELECT s.session_id, s.created_at, s.expires_at, s.address, s.agent, MAX(t.issued_at) AS last_used
            FROM sessions s LEFT JOIN refresh_tokens t ON t.session_id = s.session_id
            WHERE s.user_id = :user AND s.ended_at IS NULL AND s.expires_at > :now
            GROUP BY s.session_id, s.created_at, s.expires_at, s.address, s.agent
            ORDER BY s.created_at DESC, s.session_id LIMIT 200""";
    private static final String END = """
            UPDATE sessions SET ended_at = :now, end_reason = :reason
            WHERE user_id = :user AND session_id = :session AND ended_at IS NULL""";
    private static final String END_ALL = """
            UPDATE sessions SET ended_at = :now, end_reason = :reason
            WHERE user_id = :user AND session_id <> :except AND ended_at IS NULL""";
    private static final UUID NONE = new UUID(0, 0);

    private final Ledger ledger;
    private final InstantSource clock;

    public UserSessions(Ledger ledger, InstantSource clock) {
        this.ledger = ledger;
        this.clock = clock;
    }

    /** The newest 200 that live. */
    public List<SessionView> living(DbExecute execute, UUID user, Optional<UUID> current) {
        return execute.createNamedQuery("sessions-living", LIVING)
                .addParam("user", Rows.bytes(user))
                .addParam("now", Rows.time(clock.instant()))
                .execute()
                .map(row -> {
                    UUID id = Rows.uuid(row, "session_id");
                    Instant begun = Rows.time(row, "created_at");
                    return new SessionView(
                            id,
                            begun,
                            Rows.optionalTime(row, "last_used").orElse(begun),
                            Rows.time(row, "expires_at"),
                            row.column("address").getString(),
                            row.column("agent").getString(),
                            current.filter(id::equals).isPresent());
                })
                .toList();
    }

    /** Whether this person had such a session. */
    public boolean end(DbExecute transaction, UUID user, UUID session, String reason) {
        long ended = transaction
                .createNamedUpdate("session-of-user-end", END)
                .addParam("now", Rows.time(clock.instant()))
                .addParam("reason", reason)
                .addParam("user", Rows.bytes(user))
                .addParam("session", Rows.bytes(session))
                .execute();
        if (ended > 0) {
            ledger.append(Kind.SESSION_ENDED, session.toString(), Map.of());
        }
        return ended > 0;
    }

    /**
     * Ends them all. Lock the user before, so that no log-in comes between.
     *
     * @param except the one that goes on
     */
    public long endAll(DbExecute transaction, UUID user, Optional<UUID> except, String reason) {
        ledger.append(
                Kind.USER_SESSIONS_ENDED,
                user.toString(),
                except.map(session -> Map.of(Detail.EXCEPT, session.toString())).orElse(Map.of()));
        return transaction
                .createNamedUpdate("sessions-of-user-end", END_ALL)
                .addParam("now", Rows.time(clock.instant()))
                .addParam("reason", reason)
                .addParam("user", Rows.bytes(user))
                .addParam("except", Rows.bytes(except.orElse(NONE)))
                .execute();
    }
}
