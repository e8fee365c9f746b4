package org.messagebroker.server.login;

import io.helidon.dbclient.DbExecute;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDateTime;
import java.util.Optional;
import java.util.UUID;
import org.messagebroker.server.database.Rows;
import org.messagebroker.server.user.SecretToken;

/** The rows of requests for another password, and of the tokens in the links. */
final class ResetStore {

    private static final String ASK = """
            INSERT INTO reset_requests (request_id, email, address, http_request, created_at)
            VALUES (:id, :email, :address, :request, :now)""";
    private static final String NEXT = """
            SELECT request_id, email, address, http_request, created_at FROM reset_requests
            ORDER BY created_at LIMIT 1 FOR UPDATE SKIP LOCKED""";
    private static final String ADD =
            "INSERT INTO password_resets (token_hash, user_id, expires_at) VALUES (:token, :user, :expires)";
    private static final String FIND =
            "SELECT user_id FROM password_resets WHERE token_hash = :token AND expires_at > :now";
    private static final String FORGET = "DELETE FROM password_resets WHERE user_id = :user OR expires_at <= :now";

    private final InstantSource clock;

    ResetStore(InstantSource clock) {
        this.clock = clock;
    }

    /** Takes a request in, whether there is such an account or not. */
    void ask(DbExecute transaction, String email, Visitor visitor) {
        transaction
                .createNamedInsert("reset-ask", ASK)
                .addParam("id", Rows.bytes(UUID.randomUUID()))
                .addParam("email", email)
                .addParam("address", visitor.address())
                .addParam("request", visitor.requestId())
                .addParam("now", now())
                .execute();
    }

    /** The oldest request, which nobody else takes until the commit. */
    Optional<Request> next(DbExecute transaction) {
        return transaction
                .createNamedGet("reset-next", NEXT)
                .execute()
                .map(row -> new Request(
                        Rows.uuid(row, "request_id"),
                        row.column("email").getString(),
                        new Visitor(
                                row.column("address").getString(),
                                "",
                                row.column("http_request").getString()),
                        Rows.time(row, "created_at")));
    }

    void done(DbExecute transaction, Request request) {
        transaction
                .createNamedDelete("reset-done", "DELETE FROM reset_requests WHERE request_id = :id")
                .addParam("id", Rows.bytes(request.id()))
                .execute();
    }

    SecretToken addToken(DbExecute transaction, UUID user, Duration lifetime) {
        SecretToken token = SecretToken.create();
        transaction
                .createNamedInsert("reset-token-add", ADD)
                .addParam("token", token.hash())
                .addParam("user", Rows.bytes(user))
                .addParam("expires", Rows.time(clock.instant().plus(lifetime)))
                .execute();
        return token;
    }

    /** Whose token this is; empty when it is none, used, or too old. */
    Optional<UUID> find(DbExecute execute, SecretToken token) {
        return execute.createNamedGet("reset-token", FIND)
                .addParam("token", token.hash())
                .addParam("now", now())
                .execute()
                .map(row -> Rows.uuid(row, "user_id"));
    }

    /** Takes all tokens of a user, and those that are too old. */
    void forget(DbExecute transaction, UUID user) {
        transaction
                .createNamedDelete("reset-tokens-forget", FORGET)
                .addParam("user", Rows.bytes(user))
                .addParam("now", now())
                .execute();
    }

    private LocalDateTime now() {
        return Rows.time(clock.instant());
    }

    /**
     * Somebody says that he has forgotten his password.
     *
     * @param email as it was typed; there need be no such account
     */
    record Request(UUID id, String email, Visitor visitor, Instant at) {}
}
