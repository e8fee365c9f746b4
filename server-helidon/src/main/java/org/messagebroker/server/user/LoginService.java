package org.messagebroker.server.user;

import io.helidon.dbclient.DbExecute;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.messagebroker.api.LoginRequest;
import org.messagebroker.api.LoginResponse;
import org.messagebroker.server.audit.AuditEntry;
import org.messagebroker.server.audit.AuditEntry.Actor;
import org.messagebroker.server.audit.AuditStore;
import org.messagebroker.server.database.Database;
import org.messagebroker.server.ledger.Ledger;
import org.messagebroker.server.ledger.LedgerEntry.Kind;
import org.messagebroker.server.user.LoginThrottle.Attempt;
import org.messagebroker.server.user.SessionStore.Refresh;
import org.messagebroker.server.user.SessionStore.Session;
import org.messagebroker.server.user.UserStore.Account;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Log-in, refresh and log-out. Thread-safe. */
final class LoginService {

    private static final Logger LOG = LoggerFactory.getLogger(LoginService.class);
    private static final int LONGEST_PASSWORD = 1024;

    private final Database database;
    private final UserStore users;
    private final SessionStore sessions;
    private final LoginThrottle throttle;
    private final PasswordHasher hasher;
    private final AccessTokens tokens;
    private final Ledger ledger;
    private final AuditStore audit;
    private final InstantSource clock;

    LoginService(
            Database database,
            JwtConfig config,
            AccessTokens tokens,
            Ledger ledger,
            AuditStore audit,
            InstantSource clock) {
        this.database = database;
        this.users = new UserStore(database);
        this.sessions = new SessionStore(database, clock, config.sessionLifetime());
        this.throttle = new LoginThrottle(database, clock);
        this.hasher = new PasswordHasher();
        this.tokens = tokens;
        this.ledger = ledger;
        this.audit = audit;
        this.clock = clock;
    }

    /** @throws PasswordHasher.HasherBusyException when too many log in at once */
    LoginOutcome login(LoginRequest request, String address, String requestId) {
        Optional<Email> email = email(request.email());
        Attempt attempt = new Attempt(email.map(Email::value).orElse(""), address);
        return throttle.locked(attempt)
                .<LoginOutcome>map(LoginOutcome.Locked::new)
                .orElseGet(() -> unlocked(request.password(), email.flatMap(users::find), attempt, requestId));
    }

    private LoginOutcome unlocked(String password, Optional<Account> account, Attempt attempt, String requestId) {
        boolean right = password.length() <= LONGEST_PASSWORD
                && account.map(found -> hasher.matches(password, found.passwordHash()))
                        .orElseGet(() -> hasher.matchesNobody(password));
        if (!right) {
            throttle.failed(attempt);
            LOG.warn(
                    "A log-in failed for {} from {}",
                    account.map(found -> found.user().email().value()).orElse("an unknown account"),
                    attempt.address());
            return new LoginOutcome.Wrong();
        }
        User user = account.orElseThrow().user();
        if (!user.active()) {
            return new LoginOutcome.Closed("This account is disabled; ask an administrator to enable it.");
        }
        return user.isExpired(clock.instant())
                ? new LoginOutcome.Closed("This account has expired; ask an administrator to extend it.")
                : new LoginOutcome.LoggedIn(begin(user, attempt, requestId));
    }

    private LoginResponse begin(User user, Attempt attempt, String requestId) {
        Actor actor = new Actor(Optional.of(user.id()), user.email().value(), attempt.address(), requestId);
        Instant now = clock.instant();
        Session session = database.transaction(transaction -> {
            throttle.succeeded(transaction, attempt);
            users.loggedIn(transaction, user.id(), now);
            Session created = sessions.create(transaction, user.id());
            audit.add(
                    transaction,
                    new AuditEntry(actor, "session.login", created.id().toString(), Map.of()));
            return created;
        });
        return response(session, user);
    }

    /** New tokens for a refresh token; empty when it is unknown, used before, or of a session or user that is over. */
    Optional<LoginResponse> refresh(SecretToken token) {
        return switch (sessions.refresh(token)) {
            case Refresh.Unknown unknown -> Optional.empty();
            case Refresh.Reused(UUID user) -> {
                LOG.warn("A refresh token of user {} was used twice; the session is ended", user);
                yield Optional.empty();
            }
            case Refresh.Renewed(Session session) ->
                sessions.find(new AccessTokens.Subject(session.user(), session.id()))
                        .map(live -> response(session, live.user()));
        };
    }

    void logout(Caller caller) {
        database.transaction(transaction -> {
            end(transaction, caller.session());
            audit.add(
                    transaction,
                    new AuditEntry(
                            caller.actor(), "session.logout", caller.session().toString(), Map.of()));
            return caller;
        });
    }

    /** Ends the session that a refresh token continues; a token that continues none changes nothing. */
    void logout(SecretToken token) {
        database.transaction(transaction -> {
            sessions.find(transaction, token).ifPresent(session -> end(transaction, session));
            return token;
        });
    }

    private void end(DbExecute transaction, UUID session) {
        sessions.end(transaction, session, "log-out");
        ledger.append(Kind.SESSION_ENDED, session.toString(), Map.of());
    }

    private LoginResponse response(Session session, User user) {
        return new LoginResponse(
                tokens.issue(user.id(), session.id()),
                session.refreshToken().value(),
                "bearer",
                tokens.lifetime().toSeconds(),
                users.find(user.id()).orElse(user).view());
    }

    private static Optional<Email> email(String text) {
        try {
            return Optional.of(new Email(text));
        } catch (IllegalArgumentException notAnAddress) {
            return Optional.empty();
        }
    }
}
