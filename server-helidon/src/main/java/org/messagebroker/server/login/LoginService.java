package org.messagebroker.server.login;

import io.helidon.dbclient.DbExecute;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import org.messagebroker.api.LoginRequest;
import org.messagebroker.api.LoginResponse;
import org.messagebroker.server.audit.AuditEntry;
import org.messagebroker.server.audit.AuditEntry.Actor;
import org.messagebroker.server.audit.AuditStore;
import org.messagebroker.server.database.Database;
import org.messagebroker.server.ledger.Ledger;
import org.messagebroker.server.ledger.LedgerEntry.Kind;
import org.messagebroker.server.login.LoginThrottle.Attempt;
import org.messagebroker.server.user.Caller;
import org.messagebroker.server.user.Email;
import org.messagebroker.server.user.PasswordHasher;
import org.messagebroker.server.user.SecretToken;
import org.messagebroker.server.user.SessionStore;
import org.messagebroker.server.user.SessionStore.Refresh;
import org.messagebroker.server.user.SessionStore.Session;
import org.messagebroker.server.user.SessionStore.Subject;
import org.messagebroker.server.user.User;
import org.messagebroker.server.user.UserStore;
import org.messagebroker.server.user.UserStore.Account;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The first step of a log-in, refresh and log-out. Thread-safe. */
final class LoginService {

    private static final Logger LOG = LoggerFactory.getLogger(LoginService.class);
    private static final int LONGEST_PASSWORD = 1024;
    /** Longer than any hash takes, of whatever kind, so that the time of a refusal does not tell which accounts there are. */
    private static final Duration SHORTEST_REFUSAL = Duration.ofMillis(500);

    private final Database database;
    private final UserStore users;
    private final SessionStore sessions;
    private final SecondFactors factors;
    private final ChallengeStore challenges;
    private final LoginThrottle throttle;
    private final PasswordHasher hasher;
    private final AccessTokens tokens;
    private final Ledger ledger;
    private final AuditStore audit;
    private final InstantSource clock;

    LoginService(LoginParts parts) {
        this.database = parts.database();
        this.users = new UserStore(database);
        this.sessions = parts.sessions();
        this.factors = parts.factors();
        this.challenges = parts.challenges();
        this.throttle = parts.throttle();
        this.hasher = parts.hasher();
        this.tokens = parts.tokens();
        this.ledger = parts.ledger();
        this.audit = parts.audit();
        this.clock = parts.clock();
    }

    /** @throws PasswordHasher.HasherBusyException when too many log in at once */
    LoginOutcome login(LoginRequest request, Visitor visitor) {
        Optional<Email> email = Email.parse(request.email());
        Attempt attempt = new Attempt(email.map(Email::value).orElse(""), visitor.address());
        return throttle.locked(attempt)
                .<LoginOutcome>map(LoginOutcome.Locked::new)
                .orElseGet(() -> unlocked(request.password(), email.flatMap(users::find), attempt, visitor));
    }

    private LoginOutcome unlocked(String password, Optional<Account> account, Attempt attempt, Visitor visitor) {
        long begun = System.nanoTime();
        Optional<Account> tried = account.filter(_ -> password.length() <= LONGEST_PASSWORD);
        Optional<Account> right = tried.filter(found -> hasher.matches(password, found.passwordHash()));
        if (right.isPresent()) {
            return opened(upgraded(right.get(), password), attempt, visitor);
        }
        if (tried.isEmpty()) {
            hasher.matchesNobody(password);
        }
        AuditEntry refused = refused(account.map(Account::user), visitor, "password");
        throttle.failed(attempt, transaction -> audit.addFailedLogin(transaction, refused));
        LOG.warn("A log-in failed for {} from {}", refused.target(), attempt.address());
        waitUntil(begun + SHORTEST_REFUSAL.toNanos());
        return new LoginOutcome.Wrong();
    }

    /** For the audit's chain of failed log-ins. What was typed where no account is, may be a password: it is not kept. */
    static AuditEntry refused(Optional<User> user, Visitor visitor, String reason) {
        String name = user.map(found -> found.email().value()).orElse("an unknown account");
        Actor actor = new Actor(user.map(User::id), name, visitor.address(), visitor.requestId());
        return new AuditEntry(actor, "session.refuse", name, Map.of("reason", reason));
    }

    private static void waitUntil(long nanoTime) {
        long left = nanoTime - System.nanoTime();
        while (left > 0 && !Thread.currentThread().isInterrupted()) {
            LockSupport.parkNanos(left);
            left = nanoTime - System.nanoTime();
        }
    }

    /** With the password hashed as it is done today, now that it is there; not when there is no room for another hash. */
    private Account upgraded(Account account, String password) {
        if (hasher.isCurrent(account.passwordHash())) {
            return account;
        }
        try {
            Account upgraded = new Account(account.user(), hasher.hash(password));
            return database.transaction(transaction -> {
                boolean same = users.lock(transaction, account.user().id())
                        .filter(now -> now.passwordHash().equals(account.passwordHash()))
                        .isPresent();
                if (same) {
                    users.setPassword(transaction, account.user().id(), upgraded.passwordHash());
                }
                return same ? upgraded : account;
            });
        } catch (PasswordHasher.HasherBusyException later) {
            return account;
        }
    }

    private LoginOutcome opened(Account account, Attempt attempt, Visitor visitor) {
        Optional<String> closed = closed(account.user());
        return closed.<LoginOutcome>map(LoginOutcome.Closed::new)
                .orElseGet(() -> database.transaction(transaction -> next(transaction, account, attempt, visitor)));
    }

    /** Why an account may not be used, for its owner; empty when it may. */
    Optional<String> closed(User user) {
        if (!user.active()) {
            return Optional.of("This account is disabled; ask an administrator to enable it.");
        }
        return user.isExpired(clock.instant())
                ? Optional.of("This account has expired; ask an administrator to extend it.")
                : Optional.empty();
    }

    private LoginOutcome next(DbExecute transaction, Account checked, Attempt attempt, Visitor visitor) {
        boolean changed = users.lock(transaction, checked.user().id())
                .filter(now -> now.passwordHash().equals(checked.passwordHash()))
                .isEmpty();
        if (changed) {
            return new LoginOutcome.Wrong();
        }
        return switch (factors.need(transaction, checked.user())) {
            case NOTHING -> new LoginOutcome.LoggedIn(begin(transaction, checked.user(), attempt, visitor, "none"));
            case CODE -> new LoginOutcome.Challenged(challenges.add(transaction, checked), false);
            case ENROLMENT -> new LoginOutcome.Challenged(challenges.add(transaction, checked), true);
        };
    }

    /**
     * Begins a session, in a transaction in which the user is locked.
     *
     * @param secondFactor how it was given, for the audit
     */
    LoginResponse begin(DbExecute transaction, User user, Attempt attempt, Visitor visitor, String secondFactor) {
        Instant now = clock.instant();
        throttle.succeeded(transaction, attempt);
        users.loggedIn(transaction, user.id(), now);
        Session session = sessions.create(transaction, user.id(), visitor.address(), visitor.agent());
        audit.add(
                transaction,
                new AuditEntry(
                        visitor.as(user),
                        "session.login",
                        session.id().toString(),
                        Map.of("second_factor", secondFactor)));
        return response(session, user.withLastLogin(now));
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
                sessions.find(new Subject(session.user(), session.id())).map(live -> response(session, live.user()));
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
                user.view());
    }
}
