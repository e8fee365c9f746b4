package org.messagebroker.server.user;

import io.helidon.dbclient.DbExecute;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import org.messagebroker.api.AccountChange;
import org.messagebroker.api.AccountOrder;
import org.messagebroker.api.AccountPage;
import org.messagebroker.api.AccountView;
import org.messagebroker.api.ClientId;
import org.messagebroker.api.ErrorCode;
import org.messagebroker.api.Permission;
import org.messagebroker.api.SessionView;
import org.messagebroker.server.audit.AuditEntry;
import org.messagebroker.server.audit.AuditStore;
import org.messagebroker.server.database.Database;
import org.messagebroker.server.ledger.Ledger;
import org.messagebroker.server.ledger.LedgerEntry.Kind;
import org.messagebroker.service.Problem;

/** What administrators do with the accounts of others. Thread-safe. */
final class UserService {

    private static final String USUAL_ROLE = "user";
    private static final Instant EARLIEST_END = Instant.parse("2000-01-01T00:00:00Z");
    private static final Instant LATEST_END = Instant.parse("2200-01-01T00:00:00Z");

    private final Database database;
    private final PeopleChanges people;
    private final UserStore users;
    private final UserSessions sessions;
    private final LastAdministrator last;
    private final Passwords passwords;
    private final Ledger ledger;
    private final AuditStore audit;
    private final InstantSource clock;

    UserService(
            Database database,
            PeopleChanges people,
            Passwords passwords,
            Ledger ledger,
            AuditStore audit,
            InstantSource clock) {
        this.database = database;
        this.people = people;
        this.users = new UserStore(database);
        this.sessions = new UserSessions(ledger, clock);
        this.last = new LastAdministrator(users);
        this.passwords = passwords;
        this.ledger = ledger;
        this.audit = audit;
        this.clock = clock;
    }

    AccountPage search(UserSearch search) {
        List<User> found = database.read(execute -> users.search(execute, search));
        Optional<String> next = found.size() < search.limit()
                ? Optional.empty()
                : Optional.of(found.getLast().email().value());
        long total = database.read(execute -> users.count(execute, search));
        return new AccountPage(found.stream().map(User::account).toList(), total, next);
    }

    /** @throws Problem not_found, also for a person whom the caller may not know of */
    AccountView find(UUID id, Caller caller) {
        return visible(id, caller).account();
    }

    List<SessionView> sessions(UUID id, Caller caller) {
        User user = visible(id, caller);
        return database.read(execute -> sessions.living(execute, user.id(), Optional.of(caller.session())));
    }

    private User visible(UUID id, Caller caller) {
        Optional<ClientId> only = Standing.onlyClient(caller.clientId(), caller.permissions());
        return users.find(id)
                .filter(user -> only.isEmpty() || only.equals(user.clientId()))
                .orElseThrow(UserService::unknown);
    }

    /** @throws Problem conflict when there is an account of this address */
    AccountView create(AccountOrder order, Caller caller) {
        User user = newUser(order);
        String hash = passwords.hash("password", order.password(), user.email());
        return people.make(caller, Permission.USER_WRITE, (transaction, standing) -> {
            standing.requireToHold(permissions(transaction, user.role()));
            standing.requireToManage(user.clientId());
            requireClient(transaction, user.clientId());
            if (users.exists(transaction, user.email())) {
                throw Problem.of(ErrorCode.CONFLICT, "There is an account of this e-mail address already.");
            }
            users.add(transaction, user, hash);
            record(transaction, caller, "user.create", user, Map.of("after", user.audited()));
            return user.account();
        });
    }

    private User newUser(AccountOrder order) {
        return new User(
                UUID.randomUUID(),
                email(order.email()),
                order.role().orElse(USUAL_ROLE),
                order.clientId(),
                true,
                order.expiresAt().map(UserService::end),
                Optional.empty(),
                clock.instant().truncatedTo(ChronoUnit.MILLIS),
                order.mustChangePassword().orElse(false));
    }

    AccountView change(UUID id, AccountChange change, Caller caller) {
        return switch (change) {
            case AccountChange.Role(String role) -> changeRole(id, role, caller);
            case AccountChange.Status(boolean active) -> changeStatus(id, active, caller);
            case AccountChange.Expiry(Optional<Instant> expiry) ->
                changeExpiry(id, expiry.map(UserService::end), caller);
            case AccountChange.Client(Optional<ClientId> client) -> changeClient(id, client, caller);
            case AccountChange.ForcedPasswordChange(boolean forced) ->
                change(
                        id,
                        caller,
                        "user.force_password_change",
                        (_, _, user) -> user.withPasswordChange(forced),
                        UserService::nothing);
            case AccountChange.Password password -> changePassword(id, password, caller);
        };
    }

    /** Ends his sessions too: what he has open was made for the other role. */
    private AccountView changeRole(UUID id, String role, Caller caller) {
        return change(
                id,
                caller,
                "user.role",
                (transaction, standing, user) -> {
                    standing.requireToHold(permissions(transaction, role));
                    return user.withRole(role);
                },
                transaction -> sessions.endAll(transaction, id, Optional.empty(), "another role"));
    }

    private AccountView changeStatus(UUID id, boolean active, Caller caller) {
        String action = active ? "user.enable" : "user.disable";
        return change(id, caller, action, (_, _, user) -> user.withActive(active), transaction -> {
            ledger.append(active ? Kind.USER_ENABLED : Kind.USER_DISABLED, id.toString(), Map.of());
            if (!active) {
                sessions.endAll(transaction, id, Optional.empty(), "account disabled");
            }
        });
    }

    private AccountView changeExpiry(UUID id, Optional<Instant> end, Caller caller) {
        return change(id, caller, "user.expiry", (_, _, user) -> user.withExpiry(end), UserService::nothing);
    }

    private AccountView changeClient(UUID id, Optional<ClientId> client, Caller caller) {
        return change(
                id,
                caller,
                "user.client",
                (transaction, standing, user) -> {
                    standing.requireToManage(client);
                    requireClient(transaction, client);
                    return user.withClient(client);
                },
                UserService::nothing);
    }

    private AccountView changePassword(UUID id, AccountChange.Password order, Caller caller) {
        String hash =
                passwords.hash("password", order.password(), visible(id, caller).email());
        boolean forced = order.mustChangePassword().orElse(false);
        return change(id, caller, "user.password", (_, _, user) -> user.withPasswordChange(forced), transaction -> {
            users.setPassword(transaction, id, hash);
            sessions.endAll(transaction, id, Optional.empty(), "another password");
        });
    }

    /** Nothing takes effect before all is allowed: what the ledger says cannot be taken back. */
    private AccountView change(UUID id, Caller caller, String action, Plan plan, Consumer<DbExecute> effect) {
        return people.make(caller, Permission.USER_WRITE, (transaction, standing) -> {
            User before = standing.manageable(transaction, users, id);
            User after = plan.after(transaction, standing, before);
            last.requireAnotherThan(transaction, before, Optional.of(after), clock.instant());
            standing.requireAnother(before);
            effect.accept(transaction);
            users.update(transaction, after);
            record(transaction, caller, action, after, Map.of("before", before.audited(), "after", after.audited()));
            return after.account();
        });
    }

    void delete(UUID id, Caller caller) {
        people.make(caller, Permission.USER_WRITE, (transaction, standing) -> {
            User before = standing.manageable(transaction, users, id);
            last.requireAnotherThan(transaction, before, Optional.empty(), clock.instant());
            standing.requireAnother(before);
            ledger.append(Kind.USER_DISABLED, id.toString(), Map.of());
            sessions.endAll(transaction, id, Optional.empty(), "account deleted");
            users.delete(transaction, id);
            record(transaction, caller, "user.delete", before, Map.of("before", before.audited()));
            return before;
        });
    }

    void endSessions(UUID id, Caller caller) {
        people.make(caller, Permission.USER_WRITE, (transaction, standing) -> {
            User user = standing.manageable(transaction, users, id);
            long ended = sessions.endAll(transaction, id, Optional.empty(), "ended by an administrator");
            record(transaction, caller, "user.sessions.end", user, Map.of("sessions", ended));
            return user;
        });
    }

    /** @throws Problem not_found when this person has no such session */
    void endSession(UUID id, UUID session, Caller caller) {
        people.make(caller, Permission.USER_WRITE, (transaction, standing) -> {
            User user = standing.manageable(transaction, users, id);
            if (!sessions.end(transaction, id, session, "ended by an administrator")) {
                throw unknownSession();
            }
            record(transaction, caller, "user.sessions.end", user, Map.of("session", session.toString()));
            return user;
        });
    }

    private void requireClient(DbExecute transaction, Optional<ClientId> client) {
        client.filter(id -> !users.exists(transaction, id)).ifPresent(id -> {
            throw Problem.invalidField("client_id", "names a client that does not exist.");
        });
    }

    private void record(DbExecute transaction, Caller caller, String action, User user, Map<String, Object> details) {
        audit.add(
                transaction, new AuditEntry(caller.actor(), action, user.email().value(), details));
    }

    private static Set<Permission> permissions(DbExecute transaction, String role) {
        return RolePermissions.of(transaction, role)
                .orElseThrow(() -> Problem.invalidField("role", "names a role that does not exist."));
    }

    private static Email email(String text) {
        try {
            return new Email(text);
        } catch (IllegalArgumentException malformed) {
            throw Problem.invalidField("email", "is not an e-mail address of at most 254 characters.");
        }
    }

    private static Instant end(Instant wanted) {
        if (wanted.isBefore(EARLIEST_END) || wanted.isAfter(LATEST_END)) {
            throw Problem.invalidField("expires_at", "must be a time between the years 2000 and 2200.");
        }
        return wanted.truncatedTo(ChronoUnit.MILLIS);
    }

    static Problem unknown() {
        return Problem.of(ErrorCode.NOT_FOUND, "There is no user of this id.");
    }

    static Problem unknownSession() {
        return Problem.of(ErrorCode.NOT_FOUND, "This person has no such session.");
    }

    /** What is to become of a user, or why not. */
    private interface Plan {
        User after(DbExecute transaction, Standing standing, User before);
    }

    /** What is done besides, where nothing is. */
    private static void nothing(DbExecute transaction) {}
}
