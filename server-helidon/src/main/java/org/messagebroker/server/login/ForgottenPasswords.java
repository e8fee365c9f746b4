package org.messagebroker.server.login;

import io.helidon.dbclient.DbExecute;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.messagebroker.api.PasswordReset;
import org.messagebroker.server.audit.AuditEntry;
import org.messagebroker.server.audit.AuditStore;
import org.messagebroker.server.database.Database;
import org.messagebroker.server.login.LoginThrottle.Attempt;
import org.messagebroker.server.user.Email;
import org.messagebroker.server.user.Passwords;
import org.messagebroker.server.user.SecretToken;
import org.messagebroker.server.user.User;
import org.messagebroker.server.user.UserSessions;
import org.messagebroker.server.user.UserStore;
import org.messagebroker.server.user.UserStore.Account;
import org.messagebroker.service.Problem;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Another password for who has forgotten his, by a link in a mail. Asking is the same work whether there is such an account
 * or not: whether there is, is looked up afterwards. The link is good once and replaces the password only; a second factor is
 * asked for as before. Thread-safe.
 */
final class ForgottenPasswords {

    static final Duration LINK_LIFETIME = Duration.ofMinutes(15);
    private static final Logger LOG = LoggerFactory.getLogger(ForgottenPasswords.class);

    private final Database database;
    private final UserStore users;
    private final UserSessions sessions;
    private final ResetStore resets;
    private final ResetThrottle throttle;
    private final LoginThrottle logins;
    private final Passwords passwords;
    private final LoginMails mails;
    private final AuditStore audit;
    private final InstantSource clock;

    ForgottenPasswords(LoginParts parts, LoginMails mails) {
        this.database = parts.database();
        this.users = new UserStore(database);
        this.sessions = new UserSessions(parts.ledger(), parts.clock());
        this.resets = new ResetStore(parts.clock());
        this.throttle = new ResetThrottle(database, parts.clock());
        this.logins = parts.throttle();
        this.passwords = new Passwords(parts.hasher());
        this.mails = mails;
        this.audit = parts.audit();
        this.clock = parts.clock();
    }

    /** Takes a request in; how long to wait when it is one too many. */
    Optional<Duration> ask(Email email, Visitor visitor) {
        Optional<Duration> wait = throttle.ask(email.value(), visitor.address());
        if (wait.isEmpty()) {
            database.transaction(transaction -> {
                resets.ask(transaction, email.value(), visitor);
                return email;
            });
        }
        return wait;
    }

    /** Sends the links that were asked for, until none is left. */
    void sendLinks() {
        boolean found = true;
        while (found) {
            found = database.transaction(transaction -> resets.next(transaction)
                    .map(request -> {
                        answer(transaction, request);
                        resets.done(transaction, request);
                        return request;
                    })
                    .isPresent());
        }
    }

    private void answer(DbExecute transaction, ResetStore.Request request) {
        Optional<User> user = users.find(new Email(request.email()))
                .map(Account::user)
                .filter(found -> found.active() && !found.isExpired(clock.instant()));
        boolean late = request.at().plus(LINK_LIFETIME).isBefore(clock.instant());
        if (user.isEmpty() || late) {
            LOG.info(
                    "No link for another password was sent for a request from {}",
                    request.visitor().address());
        } else if (!mails.canSendLinks()) {
            LOG.warn("A link for another password was asked for, but SMTP_HOST or PORTAL_URL is not set");
        } else {
            send(transaction, user.get(), request.visitor());
        }
    }

    private void send(DbExecute transaction, User user, Visitor visitor) {
        SecretToken token = resets.addToken(transaction, user.id(), LINK_LIFETIME);
        mails.reset(transaction, user, token, visitor.address());
        audit.add(
                transaction,
                new AuditEntry(
                        visitor.unknown(),
                        "user.password.forgotten",
                        user.email().value(),
                        Map.of()));
    }

    /**
     * Replaces the password and ends all sessions.
     *
     * @throws Problem validation_error for a link that is no good any more or a password that breaks the rules;
     *     rate_limit_exceeded after too many bad links; service_unavailable when too many passwords are being hashed
     */
    void reset(PasswordReset order, Visitor visitor) {
        throttle.locked(visitor.address()).ifPresent(wait -> {
            throw LoginRefusals.tooOften(wait);
        });
        SecretToken token = new SecretToken(order.token());
        Email email = database.read(execute -> resets.find(execute, token))
                .flatMap(users::find)
                .map(User::email)
                .orElseThrow(() -> {
                    throttle.badLink(visitor.address());
                    return badLink();
                });
        String hash = passwords.hash("password", order.password(), email);
        boolean done = database.transaction(transaction -> owner(transaction, token)
                .map(user -> replace(transaction, user, hash, visitor))
                .isPresent());
        if (!done) {
            throw badLink();
        }
    }

    /** The user of a token, locked; of two who use it at once the second finds nothing. */
    private Optional<User> owner(DbExecute transaction, SecretToken token) {
        Optional<UUID> claimed = resets.find(transaction, token);
        return claimed.flatMap(id -> users.lock(transaction, id))
                .map(Account::user)
                .filter(user -> user.active() && !user.isExpired(clock.instant()))
                .filter(user -> resets.find(transaction, token).isPresent());
    }

    private User replace(DbExecute transaction, User user, String hash, Visitor visitor) {
        resets.forget(transaction, user.id());
        users.setPassword(transaction, user.id(), hash);
        users.update(transaction, user.withPasswordChange(false));
        long ended = sessions.endAll(transaction, user.id(), Optional.empty(), "another password");
        logins.forgive(transaction, new Attempt(user.email().value(), visitor.address()));
        mails.passwordChanged(transaction, user);
        audit.add(
                transaction,
                new AuditEntry(
                        visitor.as(user), "user.password.reset", user.email().value(), Map.of("sessions", ended)));
        return user;
    }

    private static Problem badLink() {
        return Problem.invalidField(
                "token", "is of a link that was used, is older than 15 minutes, or is not whole; ask for another one.");
    }
}
