package org.messagebroker.server.user;

import io.helidon.dbclient.DbExecute;
import io.helidon.dbclient.DbRow;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.messagebroker.api.Permission;
import org.messagebroker.server.database.Database;
import org.messagebroker.server.database.Rows;

/**
 * Sessions and their refresh tokens. A refresh token is good once: what comes a second time was stolen, from one side or
 * the other, and ends the session.
 */
public final class SessionStore {

    /** Ended sessions are kept this long, so that a stolen token is still recognised. */
    private static final Duration KEPT = Duration.ofDays(30);

    private static final String CREATE = """
            INSERT INTO sessions (session_id, user_id, created_at, expires_at, address, agent)
            VALUES (:session, :user, :now, :expires, :address, :agent)""";
    private static final String ADD_TOKEN =
            "INSERT INTO refresh_tokens (token_hash, session_id, issued_at) VALUES (:hash, :session, :now)";
    private static final String FIND_TOKEN = """
            SELECT t.used_at, s.session_id, s.user_id, s.expires_at, s.ended_at
            FROM refresh_tokens t JOIN sessions s ON s.session_id = t.session_id
            WHERE t.token_hash = :hash FOR UPDATE""";
    private static final String USE_TOKEN = "UPDATE refresh_tokens SET used_at = :now WHERE token_hash = :hash";
    private static final String END = """
            UPDATE sessions SET ended_at = :now, end_reason = :reason
            WHERE session_id = :session AND ended_at IS NULL""";
    private static final String LIVE_BY_TOKEN = """
            SELECT s.session_id FROM sessions s JOIN refresh_tokens t ON t.session_id = s.session_id
            WHERE t.token_hash = :hash AND s.ended_at IS NULL""";
    private static final String LIVE = """
            SELECT u.user_id, u.email, u.role, u.client_id, u.active, u.expires_at, u.last_login, u.created_at,
                u.must_change_password, p.permission
            FROM sessions s JOIN users u ON u.user_id = s.user_id
                LEFT JOIN role_permissions p ON p.role = u.role
            WHERE s.session_id = :session AND s.user_id = :user AND s.ended_at IS NULL AND s.expires_at > :now
                AND u.active AND (u.expires_at IS NULL OR u.expires_at > :now)""";
    private static final String FORGET = "DELETE FROM sessions WHERE user_id = :user AND expires_at < :before";

    private final Database database;
    private final InstantSource clock;
    private final Duration lifetime;

    public SessionStore(Database database, InstantSource clock, Duration lifetime) {
        this.database = database;
        this.clock = clock;
        this.lifetime = lifetime;
    }

    /**
     * Begins a session and forgets the user's old ones.
     *
     * @param address where he is
     * @param agent the program that he uses; may be empty
     */
    public Session create(DbExecute transaction, UUID user, String address, String agent) {
        Instant now = clock.instant();
        UUID session = UUID.randomUUID();
        transaction
                .createNamedDelete("sessions-forget", FORGET)
                .addParam("user", Rows.bytes(user))
                .addParam("before", Rows.time(now.minus(KEPT)))
                .execute();
        transaction
                .createNamedInsert("session-create", CREATE)
                .addParam("session", Rows.bytes(session))
                .addParam("user", Rows.bytes(user))
                .addParam("now", Rows.time(now))
                .addParam("expires", Rows.time(now.plus(lifetime)))
                .addParam("address", address)
                .addParam("agent", agent)
                .execute();
        return new Session(session, user, addToken(transaction, session, now));
    }

    /** Takes a refresh token and gives the next one. */
    public Refresh refresh(SecretToken token) {
        return database.transaction(transaction -> transaction
                .createNamedGet("refresh-token", FIND_TOKEN)
                .addParam("hash", token.hash())
                .execute()
                .map(row -> refresh(transaction, token, row))
                .orElseGet(Refresh.Unknown::new));
    }

    private Refresh refresh(DbExecute transaction, SecretToken token, DbRow row) {
        Instant now = clock.instant();
        UUID session = Rows.uuid(row, "session_id");
        UUID user = Rows.uuid(row, "user_id");
        boolean over = Rows.optionalTime(row, "ended_at").isPresent()
                || !Rows.time(row, "expires_at").isAfter(now);
        if (over) {
            return new Refresh.Unknown();
        }
        if (Rows.optionalTime(row, "used_at").isPresent()) {
            end(transaction, session, "refresh token used twice");
            return new Refresh.Reused(user);
        }
        transaction
                .createNamedUpdate("refresh-token-use", USE_TOKEN)
                .addParam("now", Rows.time(now))
                .addParam("hash", token.hash())
                .execute();
        return new Refresh.Renewed(new Session(session, user, addToken(transaction, session, now)));
    }

    private static SecretToken addToken(DbExecute transaction, UUID session, Instant now) {
        SecretToken token = SecretToken.create();
        transaction
                .createNamedInsert("refresh-token-add", ADD_TOKEN)
                .addParam("hash", token.hash())
                .addParam("session", Rows.bytes(session))
                .addParam("now", Rows.time(now))
                .execute();
        return token;
    }

    /** Ends a session; its access tokens are refused from the next request on. */
    public void end(DbExecute transaction, UUID session, String reason) {
        transaction
                .createNamedUpdate("session-end", END)
                .addParam("now", Rows.time(clock.instant()))
                .addParam("reason", reason)
                .addParam("session", Rows.bytes(session))
                .execute();
    }

    /** The session that has not been ended and to which a refresh token belongs. */
    public Optional<UUID> find(DbExecute transaction, SecretToken token) {
        return transaction
                .createNamedGet("session-by-token", LIVE_BY_TOKEN)
                .addParam("hash", token.hash())
                .execute()
                .map(row -> Rows.uuid(row, "session_id"));
    }

    /** The user of a session that still lives, with what he may do now; empty when either is over. */
    public Optional<Live> find(Subject subject) {
        return database.read(execute -> find(execute, subject, clock.instant()));
    }

    /** The same within a transaction. */
    static Optional<Live> find(DbExecute execute, Subject subject, Instant now) {
        List<LiveRow> rows = execute.createNamedQuery("session-live", LIVE)
                .addParam("session", Rows.bytes(subject.session()))
                .addParam("user", Rows.bytes(subject.user()))
                .addParam("now", Rows.time(now))
                .execute()
                .map(row -> new LiveRow(UserStore.user(row), Rows.optionalText(row, "permission")))
                .toList();
        return rows.stream().findFirst().map(first -> new Live(first.user(), permissions(rows)));
    }

    private static Set<Permission> permissions(List<LiveRow> rows) {
        return rows.stream()
                .flatMap(row -> row.permission().stream())
                .flatMap(name -> Permission.parse(name).stream())
                .collect(Collectors.toUnmodifiableSet());
    }

    private record LiveRow(User user, Optional<String> permission) {}

    /** Whom an access token names. */
    public record Subject(UUID user, UUID session) {}

    /** A user with a living session. */
    public record Live(User user, Set<Permission> permissions) {}

    /** A session and the token that continues it. */
    public record Session(UUID id, UUID user, SecretToken refreshToken) {}

    /** What a refresh token gave. */
    public sealed interface Refresh {
        record Renewed(Session session) implements Refresh {}

        /** It was used before; its session has been ended. */
        record Reused(UUID user) implements Refresh {}

        record Unknown() implements Refresh {}
    }
}
