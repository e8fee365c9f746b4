package org.messagebroker.server.login;

import io.helidon.dbclient.DbExecute;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.messagebroker.api.ErrorCode;
import org.messagebroker.api.RecoveryCodes;
import org.messagebroker.api.SecondFactorEnrolment;
import org.messagebroker.api.SecondFactorView;
import org.messagebroker.server.audit.AuditEntry;
import org.messagebroker.server.audit.AuditStore;
import org.messagebroker.server.database.Database;
import org.messagebroker.server.login.LoginThrottle.Attempt;
import org.messagebroker.server.user.Caller;
import org.messagebroker.server.user.Passwords;
import org.messagebroker.server.user.User;
import org.messagebroker.server.user.UserStore;
import org.messagebroker.server.user.UserStore.Account;
import org.messagebroker.service.Problem;

/**
 * What a person does about his own second factor once he is logged in. Whoever finds an open session cannot set one up (that
 * takes the password) or take it away (that takes a code). Thread-safe.
 */
final class OwnSecondFactor {

    private final Database database;
    private final UserStore users;
    private final SecondFactors factors;
    private final LoginThrottle throttle;
    private final Passwords passwords;
    private final LoginMails mails;
    private final AuditStore audit;

    OwnSecondFactor(LoginParts parts, LoginMails mails) {
        this.database = parts.database();
        this.users = new UserStore(database);
        this.factors = parts.factors();
        this.throttle = parts.throttle();
        this.passwords = new Passwords(parts.hasher());
        this.mails = mails;
        this.audit = parts.audit();
    }

    SecondFactorView view(Caller caller) {
        return database.read(execute -> factors.view(execute, user(caller)));
    }

    /**
     * A secret for the app, to be confirmed.
     *
     * @throws Problem validation_error for a wrong password, conflict when there is a second factor, service_unavailable when
     *     too many passwords are being checked
     */
    SecondFactorEnrolment begin(Caller caller, String password) {
        Account account = users.find(user(caller).email()).orElseThrow(OwnSecondFactor::deleted);
        requirePassword(account, password, caller);
        return database.transaction(transaction -> {
            User user = lock(transaction, caller);
            return factors.begin(transaction, user.id())
                    .map(secret -> SecondStep.enrolment(secret, user))
                    .orElseThrow(() -> Problem.of(
                            ErrorCode.CONFLICT, "You have a second factor; disable it before you set up another."));
        });
    }

    private void requirePassword(Account account, String password, Caller caller) {
        Attempt attempt = attempt(caller);
        throttle.locked(attempt).ifPresent(wait -> {
            throw LoginRefusals.locked(wait);
        });
        if (!passwords.matches(password, account.passwordHash())) {
            throttle.failed(attempt, transaction -> audit.addFailedLogin(transaction, refused(caller, "password")));
            throw Problem.invalidField("password", "is not your password.");
        }
    }

    /** @throws Problem validation_error for a wrong code, or when nothing was begun */
    RecoveryCodes confirm(Caller caller, String code) {
        return proven(
                caller,
                "second_factor.enable",
                (transaction, user) -> factors.confirm(transaction, user.id(), code)
                        .map(codes -> {
                            mails.secondFactorEnabled(transaction, user);
                            return shown(codes);
                        }));
    }

    /** @throws Problem validation_error for a wrong code */
    RecoveryCodes newCodes(Caller caller, String code) {
        return proven(
                caller,
                "second_factor.new_codes",
                (transaction, user) -> factors.prove(transaction, user.id(), code)
                        .map(_ -> shown(factors.newCodes(transaction, user.id()))));
    }

    /** @throws Problem validation_error for a wrong code, conflict where the role requires a second factor */
    void disable(Caller caller, String code) {
        proven(caller, "second_factor.disable", (transaction, user) -> {
            if (factors.view(transaction, user).required()) {
                throw Problem.of(ErrorCode.CONFLICT, "Your role requires a second factor.");
            }
            return factors.prove(transaction, user.id(), code).map(proof -> {
                factors.remove(transaction, user.id());
                mails.secondFactorRemoved(transaction, user);
                return proof;
            });
        });
    }

    /** What a right code gives; a wrong one counts, and that is committed before it is refused. */
    private <T> T proven(Caller caller, String action, Act<T> act) {
        return database.transaction(transaction -> {
                    User user = lock(transaction, caller);
                    throttle.locked(transaction, attempt(caller)).ifPresent(wait -> {
                        throw LoginRefusals.locked(wait);
                    });
                    Optional<T> done = act.attempt(transaction, user);
                    if (done.isPresent()) {
                        audit.add(
                                transaction,
                                new AuditEntry(
                                        caller.actor(), action, user.email().value(), Map.of()));
                    } else {
                        audit.addFailedLogin(transaction, refused(caller, "second factor"));
                        throttle.failed(transaction, attempt(caller));
                    }
                    return done;
                })
                .orElseThrow(() -> Problem.invalidField("code", "is wrong, was used before, or nothing was set up."));
    }

    private User lock(DbExecute transaction, Caller caller) {
        return users.lock(transaction, caller.user().id()).map(Account::user).orElseThrow(OwnSecondFactor::deleted);
    }

    private User user(Caller caller) {
        return users.find(caller.user().id()).orElseThrow(OwnSecondFactor::deleted);
    }

    private static Problem deleted() {
        return Problem.of(ErrorCode.NOT_FOUND, "This account was deleted.");
    }

    private static AuditEntry refused(Caller caller, String reason) {
        return new AuditEntry(caller.actor(), "session.refuse", caller.user().email(), Map.of("reason", reason));
    }

    private static Attempt attempt(Caller caller) {
        return new Attempt(caller.user().email(), caller.actor().address());
    }

    private static RecoveryCodes shown(List<RecoveryCode> codes) {
        return new RecoveryCodes(codes.stream().map(RecoveryCode::shown).toList(), Optional.empty());
    }

    private interface Act<T> {
        Optional<T> attempt(DbExecute transaction, User user);
    }
}
