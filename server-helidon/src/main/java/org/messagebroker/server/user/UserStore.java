package org.messagebroker.server.user;

import io.helidon.dbclient.DbExecute;
import io.helidon.dbclient.DbRow;
import io.helidon.dbclient.DbStatementQuery;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.messagebroker.api.ClientId;
import org.messagebroker.server.database.Database;
import org.messagebroker.server.database.Rows;

/** The rows of users. Methods that take a transaction leave the commit to their caller. */
public final class UserStore {

    private static final String COLUMNS =
            "user_id, email, role, client_id, active, expires_at, last_login, created_at, must_change_password,"
                    + " password_hash";
    private static final String FIND = "SELECT " + COLUMNS + " FROM users WHERE email = :email";
    private static final String FIND_BY_ID = "SELECT " + COLUMNS + " FROM users WHERE user_id = :id";
    private static final String INSERT = """
            INSERT INTO users (user_id, email, password_hash, role, client_id, active, expires_at, created_at,
                must_change_password)
            VALUES (:id, :email, :password_hash, :role, :client_id, :active, :expires_at, :created_at, :must_change)""";
    private static final String UPDATE = """
            UPDATE users SET role = :role, client_id = :client_id, active = :active, expires_at = :expires_at,
                must_change_password = :must_change
            WHERE user_id = :id""";

    private final Database database;

    public UserStore(Database database) {
        this.database = database;
    }

    /** The account of this address. */
    public Optional<Account> find(Email email) {
        return database.read(execute -> execute.createNamedGet("user-by-email", FIND)
                        .addParam("email", email.value())
                        .execute())
                .map(UserStore::account);
    }

    /** The user of this id. */
    public Optional<User> find(UUID id) {
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
                .addParam("must_change", user.mustChangePassword())
                .execute();
    }

    /** Remembers when he last logged in. */
    public void loggedIn(DbExecute transaction, UUID id, Instant now) {
        transaction
                .createNamedUpdate("user-logged-in", "UPDATE users SET last_login = :now WHERE user_id = :id")
                .addParam("now", Rows.time(now))
                .addParam("id", Rows.bytes(id))
                .execute();
    }

    List<User> search(DbExecute execute, UserSearch search) {
        DbStatementQuery query = execute.createQuery(
                        "SELECT " + COLUMNS + " FROM users" + search.whereAfter() + " ORDER BY email LIMIT :limit")
                .addParam("limit", search.limit());
        search.parameters().forEach((name, value) -> query.addParam(name, value));
        search.after().ifPresent(email -> query.addParam("after", email));
        return query.execute().map(UserStore::user).toList();
    }

    long count(DbExecute execute, UserSearch search) {
        DbStatementQuery query = execute.createQuery("SELECT COUNT(*) AS users FROM users" + search.where());
        search.parameters().forEach((name, value) -> query.addParam(name, value));
        return query.execute().map(row -> Rows.number(row, "users")).toList().getFirst();
    }

    List<User> ofRole(DbExecute execute, String role) {
        return execute.createNamedQuery("users-of-role", "SELECT " + COLUMNS + " FROM users WHERE role = :role")
                .addParam("role", role)
                .execute()
                .map(UserStore::user)
                .toList();
    }

    /** The user, whom nobody else changes until the commit. */
    public Optional<Account> lock(DbExecute transaction, UUID id) {
        return transaction
                .createNamedGet("user-lock", FIND_BY_ID + " FOR UPDATE")
                .addParam("id", Rows.bytes(id))
                .execute()
                .map(UserStore::account);
    }

    boolean exists(DbExecute execute, Email email) {
        return execute.createNamedGet("user-exists", "SELECT user_id FROM users WHERE email = :email")
                .addParam("email", email.value())
                .execute()
                .isPresent();
    }

    boolean exists(DbExecute execute, ClientId client) {
        return execute.createNamedGet("user-client", "SELECT client_id FROM clients WHERE client_id = :client")
                .addParam("client", client.value())
                .execute()
                .isPresent();
    }

    /** Writes all but the password, the address and the times of the past. */
    public void update(DbExecute transaction, User user) {
        transaction
                .createNamedUpdate("user-update", UPDATE)
                .addParam("role", user.role())
                .addParam("client_id", (Object)
                        user.clientId().map(ClientId::value).orElse(null))
                .addParam("active", user.active())
                .addParam(
                        "expires_at", (Object) user.expiresAt().map(Rows::time).orElse(null))
                .addParam("must_change", user.mustChangePassword())
                .addParam("id", Rows.bytes(user.id()))
                .execute();
    }

    /** Takes another password. */
    public void setPassword(DbExecute transaction, UUID id, String passwordHash) {
        transaction
                .createNamedUpdate("user-password", "UPDATE users SET password_hash = :hash WHERE user_id = :id")
                .addParam("hash", passwordHash)
                .addParam("id", Rows.bytes(id))
                .execute();
    }

    void delete(DbExecute transaction, UUID id) {
        transaction
                .createNamedDelete("user-delete", "DELETE FROM users WHERE user_id = :id")
                .addParam("id", Rows.bytes(id))
                .execute();
    }

    private static Account account(DbRow row) {
        return new Account(user(row), row.column("password_hash").getString());
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
                Rows.time(row, "created_at"),
                row.column("must_change_password").get(Boolean.class));
    }

    /** A user with what his password is checked against. */
    public record Account(User user, String passwordHash) {
        @Override
        public String toString() {
            return user.toString();
        }
    }
}
