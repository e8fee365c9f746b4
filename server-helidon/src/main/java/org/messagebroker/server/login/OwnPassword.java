package org.messagebroker.server.login;

import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import org.messagebroker.api.ErrorCode;
import org.messagebroker.api.OwnPasswordOrder;
import org.messagebroker.server.audit.AuditEntry;
import org.messagebroker.server.audit.AuditStore;
import org.messagebroker.server.database.Database;
import org.messagebroker.server.ledger.Ledger;
import org.messagebroker.server.login.LoginThrottle.Attempt;
import org.messagebroker.server.user.Caller;
import org.messagebroker.server.user.Email;
import org.messagebroker.server.user.Passwords;
import org.messagebroker.server.user.User;
import org.messagebroker.server.user.UserSessions;
import org.messagebroker.server.user.UserStore;
import org.messagebroker.server.user.UserStore.Account;
import org.messagebroker.service.Problem;

/** A person changes his own password. Guessing the old one is slowed down like a log-in. Thread-safe. */
final class OwnPassword {

    private final Database database;
    private final UserStore users;
    private final UserSessions sessions;
    private final LoginThrottle throttle;
    private final Passwords passwords;
    private final AuditStore audit;

    OwnPassword(Database database, Passwords passwords, Ledger ledger, AuditStore audit, InstantSource clock) {
        this.database = database;
        this.users = new UserStore(database);
        this.sessions = new UserSessions(ledger, clock);
        this.throttle = new LoginThrottle(database, clock);
        this.passwords = passwords;
        this.audit = audit;
    }

    /**
     * Changes it and ends all sessions but this one.
     *
     * @throws Problem validation_error naming what is wrong with which password; account_locked after too many wrong ones
     */
    void change(Caller caller, OwnPasswordOrder order) {
        Email email = new Email(caller.user().email());
        Account account =
                users.find(email).orElseThrow(() -> Problem.of(ErrorCode.NOT_FOUND, "This account was deleted."));
        passwords.requireGood("new_password", order.newPassword(), email);
        requireOld(order, account, caller);
        if (order.newPassword().equals(order.oldPassword())) {
            throw Problem.invalidField("new_password", "must be another one than the old.");
        }
        String hash = passwords.hash("new_password", order.newPassword(), email);
        database.transaction(transaction -> {
            User before = users.lock(transaction, caller.user().id())
                    .filter(now -> now.passwordHash().equals(account.passwordHash()))
                    .map(Account::user)
                    .orElseThrow(() -> Problem.of(
                            ErrorCode.CONFLICT, "The password was changed at the same moment; log in with that one."));
            users.setPassword(transaction, before.id(), hash);
            users.update(transaction, before.withPasswordChange(false));
            long ended = sessions.endAll(transaction, before.id(), Optional.of(caller.session()), "another password");
            audit.add(
                    transaction,
                    new AuditEntry(
                            caller.actor(), "user.own_password", before.email().value(), Map.of("sessions", ended)));
            return before;
        });
    }

    private void requireOld(OwnPasswordOrder order, Account account, Caller caller) {
        Attempt attempt =
                new Attempt(account.user().email().value(), caller.actor().address());
        throttle.locked(attempt).ifPresent(wait -> {
            throw Problem.of(ErrorCode.ACCOUNT_LOCKED, "Too many wrong passwords; wait before the next one.")
                    .retryAfter(wait);
        });
        if (!passwords.matches(order.oldPassword(), account.passwordHash())) {
            throttle.failed(attempt, transaction -> audit.addFailedLogin(transaction, refused(caller)));
            throw Problem.invalidField("old_password", "is not your password.");
        }
    }

    private static AuditEntry refused(Caller caller) {
        return new AuditEntry(
                caller.actor(), "session.refuse", caller.user().email(), Map.of("reason", "old password"));
    }
}
