package org.messagebroker.server.login;

import io.helidon.dbclient.DbExecute;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.messagebroker.api.LoginResponse;
import org.messagebroker.api.RecoveryCodes;
import org.messagebroker.api.SecondFactorEnrolment;
import org.messagebroker.api.SecondFactorRequest;
import org.messagebroker.server.audit.AuditEntry;
import org.messagebroker.server.audit.AuditStore;
import org.messagebroker.server.database.Database;
import org.messagebroker.server.login.LoginThrottle.Attempt;
import org.messagebroker.server.login.SecondFactors.Need;
import org.messagebroker.server.login.SecondFactors.Proof;
import org.messagebroker.server.user.SecretToken;
import org.messagebroker.server.user.User;
import org.messagebroker.server.user.UserStore;
import org.messagebroker.server.user.UserStore.Account;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The second step of a log-in: a code for the challenge that the right password got, or the second factor is set up first
 * where the role requires one. Wrong codes count like wrong passwords. Thread-safe.
 */
final class SecondStep {

    private static final Logger LOG = LoggerFactory.getLogger(SecondStep.class);

    private final Database database;
    private final UserStore users;
    private final SecondFactors factors;
    private final ChallengeStore challenges;
    private final LoginThrottle throttle;
    private final LoginService logins;
    private final LoginMails mails;
    private final AuditStore audit;

    SecondStep(LoginParts parts, LoginService logins, LoginMails mails) {
        this.database = parts.database();
        this.users = new UserStore(database);
        this.factors = parts.factors();
        this.challenges = parts.challenges();
        this.throttle = parts.throttle();
        this.logins = logins;
        this.mails = mails;
        this.audit = parts.audit();
    }

    /** Ends the log-in with a code. */
    Result<LoginResponse> login(SecondFactorRequest request, Visitor visitor) {
        return step(
                request,
                visitor,
                Need.CODE,
                (transaction, user, attempt) -> factors.prove(transaction, user.id(), request.code())
                        .map(proof -> logins.begin(transaction, user, attempt, visitor, word(proof))));
    }

    /** Confirms the second factor that was set up, and ends the log-in. */
    Result<RecoveryCodes> confirm(SecondFactorRequest request, Visitor visitor) {
        return step(
                request,
                visitor,
                Need.ENROLMENT,
                (transaction, user, attempt) -> factors.confirm(transaction, user.id(), request.code())
                        .map(codes -> enrolled(transaction, user, attempt, visitor, codes)));
    }

    private RecoveryCodes enrolled(
            DbExecute transaction, User user, Attempt attempt, Visitor visitor, List<RecoveryCode> codes) {
        mails.secondFactorEnabled(transaction, user);
        audit.add(
                transaction,
                new AuditEntry(
                        visitor.as(user), "second_factor.enable", user.email().value(), Map.of()));
        return new RecoveryCodes(
                codes.stream().map(RecoveryCode::shown).toList(),
                Optional.of(logins.begin(transaction, user, attempt, visitor, word(Proof.APP))));
    }

    /** A secret for the app of a person whose role requires a second factor; empty when the challenge is over. */
    Optional<SecondFactorEnrolment> enrol(SecretToken challenge) {
        return database.transaction(transaction -> account(transaction, challenge)
                .map(Account::user)
                .filter(user -> factors.need(transaction, user) == Need.ENROLMENT)
                .flatMap(user -> factors.begin(transaction, user.id()).map(secret -> enrolment(secret, user))));
    }

    static SecondFactorEnrolment enrolment(Totp secret, User user) {
        return new SecondFactorEnrolment(
                secret.base32(), secret.uri(user.email().value()));
    }

    /** The account is locked for all of it: guesses at one account come one after the other, and each finds what the others left. */
    private <T> Result<T> step(SecondFactorRequest request, Visitor visitor, Need need, Step<T> step) {
        SecretToken challenge = new SecretToken(request.challenge());
        return database.transaction(transaction -> account(transaction, challenge)
                .map(Account::user)
                .filter(user -> factors.need(transaction, user) == need)
                .map(user -> attempt(transaction, challenge, user, visitor, step))
                .orElseGet(() -> new Result.Refused<>(new LoginOutcome.Over())));
    }

    /** The account of a challenge, locked; empty when either is over. */
    private Optional<Account> account(DbExecute transaction, SecretToken challenge) {
        return challenges
                .find(transaction, challenge)
                .flatMap(found -> users.lock(transaction, found.user()).filter(found::isOf))
                .filter(account -> challenges.find(transaction, challenge).isPresent());
    }

    private <T> Result<T> attempt(
            DbExecute transaction, SecretToken challenge, User user, Visitor visitor, Step<T> step) {
        Attempt attempt = new Attempt(user.email().value(), visitor.address());
        Optional<LoginOutcome.Refused> refused = throttle.locked(transaction, attempt)
                .<LoginOutcome.Refused>map(LoginOutcome.Locked::new)
                .or(() -> logins.closed(user).map(LoginOutcome.Closed::new));
        return refused.<Result<T>>map(Result.Refused::new)
                .orElseGet(() -> step.take(transaction, user, attempt)
                        .map(done -> done(transaction, challenge, done))
                        .orElseGet(() -> wrong(transaction, challenge, user, attempt, visitor)));
    }

    private <T> Result<T> done(DbExecute transaction, SecretToken challenge, T value) {
        challenges.remove(transaction, challenge);
        return new Result.Done<>(value);
    }

    private <T> Result<T> wrong(
            DbExecute transaction, SecretToken challenge, User user, Attempt attempt, Visitor visitor) {
        challenges.failed(transaction, challenge);
        audit.addFailedLogin(transaction, LoginService.refused(Optional.of(user), visitor, "second factor"));
        throttle.failed(transaction, attempt);
        LOG.warn("A log-in failed for {} from {}: a wrong code", attempt.email(), attempt.address());
        return new Result.Refused<>(new LoginOutcome.WrongCode());
    }

    private static String word(Proof proof) {
        return proof.name().toLowerCase(Locale.ROOT);
    }

    private interface Step<T> {
        Optional<T> take(DbExecute transaction, User user, Attempt attempt);
    }

    /** What became of a step. */
    sealed interface Result<T> {
        record Done<T>(T value) implements Result<T> {}

        record Refused<T>(LoginOutcome.Refused why) implements Result<T> {}

        /** The value. */
        default T orElseThrow(Function<LoginOutcome.Refused, ? extends RuntimeException> refused) {
            return switch (this) {
                case Done<T>(T value) -> value;
                case Refused<T>(LoginOutcome.Refused why) -> throw refused.apply(why);
            };
        }
    }
}
