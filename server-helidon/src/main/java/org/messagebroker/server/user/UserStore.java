package org.messagebroker.server.user;

import io.helidon.dbclient.DbExecute;
import io.helidon.dbclient.DbRow;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.messagebroker.api.ClientId;
import org.messagebroker.server.database.Database;
import org.messagebroker.server.database.Rows;

/** The rows of users. Methods that take a transaction leave the commit to their caller. */
final class UserStore {

    private static final String COLUMNS =
            "user_id, email, role, client_id, active, expires_at, last_login, created_at, password_hash";
    private static final String FIND = "SELECT " + COLUMNS + " FROM users WHERE email = :email";
    private static final String FIND_BY_ID = "SELECT " + COLUMNS + " FROM users WHERE user_id = :id";
    private static final String INSERT = """
            INSERT INTO users (user_id, email, password_hash, role, client_id, active, expires_at, created_at)
            VALUES (:id, :email, :password_hash, :role, :client_id, :active, :expires_at, :created_at)""";

    private final Database database;

    UserStore(Database database) {
        this.database = database;
    }

    Optional<Account> find(Email email) {
        return database.read(execute -> execute.createNamedGet("user-by-email", FIND)
                        .addParam("email", email.value())
                        .execute())
                .map(row -> new Account(user(row), row.column("password_hash").getString()));
    }

    Optional<User> find(UUID id) {
        return database.read(execute -> execute.createNamedGet("user-by-id", FIND_BY_ID)
                        .addParam("id", Rows.bytes(id))
                        .execute())
                .map(UserStore::user);
    }

    boolean isEmpty(DbExecute transaction) {
        return transaction
                .createNamedGet("user-any", "SELECT user_id FROM users LIMIT 1 FOR UPDATE")
                .execute()
                .isEmpty();
    }

    void add(DbExecute transaction, User user, String passwordHash) {
        transaction
                .createNamedInsert("user-add", INSERT)
                .addParam("id", Rows.bytes(user.id()))
                .addParam("email", user.email().value())
                .addParam("password_hash", passwordHash)
                .addParam("role", user.role())
                .addParam("client_id", (Object)
                        user.clientId().map(ClientId::value).orElse(null))
                .addParam("active", user.active())
                .addParam(
                        "expires_at", (Object) user.expiresAt().map(Rows::time).orElse(null))
                .addParam("created_at", Rows.time(user.createdAt()))
                .execute();
    }

    void loggedIn(DbExecute transaction, UUID id, Instant now) {
        transaction
                .createNamedUpdate("user-logged-in", "UPDATE users SET last_login = :now WHERE user_id = :id")
                .addParam("now", Rows.time(now))
                .addParam("id", Rows.bytes(id))
                .execute();
    }

    static User user(DbRow row) {
        return new User(
                Rows.uuid(row, "user_id"),
                new Email(row.column("email").getString()),
                row.column("role").getString(),
                Rows.optionalText(row, "client_id").map(ClientId::new),
                row.column("active").get(Boolean.class),
                Rows.optionalTime(row, "expires_at"),
                Rows.optionalTime(row, "last_login"),
                Rows.time(row, "created_at"));
    }

    /** A user with what his password is checked against. */
    record Account(User user, String passwordHash) {
        @Override
        public String toString() {
            return user.toString();
        }
    }
}
