package org.messagebroker.server.login;

import io.helidon.dbclient.DbExecute;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Optional;
import java.util.UUID;
import org.messagebroker.server.database.Rows;
import org.messagebroker.server.user.SecretToken;
import org.messagebroker.server.user.UserStore.Account;

/**
 * Challenges: who holds one has given the right password and owes the second factor. A challenge ends after five minutes,
 * after five wrong codes, with the log-in, and when the password is changed.
 */
final class ChallengeStore {

    static final Duration LIFETIME = Duration.ofMinutes(5);
    private static final int FAILURES = 5;

    private static final String ADD = """
            INSERT INTO login_challenges (challenge_hash, user_id, password_hash, expires_at)
            VALUES (:challenge, :user, :password, :expires)""";
    private static final String FIND = """
            SELECT user_id, password_hash FROM login_challenges
            WHERE challenge_hash = :challenge AND expires_at > :now AND failures < :most""";
    private static final String FORGET =
            "DELETE FROM login_challenges WHERE expires_at <= :now OR challenge_hash = :challenge";

    private final InstantSource clock;

    ChallengeStore(InstantSource clock) {
        this.clock = clock;
    }

    SecretToken add(DbExecute transaction, Account account) {
        SecretToken challenge = SecretToken.create();
        transaction
                .createNamedInsert("challenge-add", ADD)
                .addParam("challenge", challenge.hash())
                .addParam("user", Rows.bytes(account.user().id()))
                .addParam("password", digest(account))
                .addParam("expires", Rows.time(clock.instant().plus(LIFETIME)))
                .execute();
        return challenge;
    }

    Optional<Challenge> find(DbExecute execute, SecretToken challenge) {
        return execute.createNamedGet("challenge", FIND)
                .addParam("challenge", challenge.hash())
                .addParam("now", Rows.time(clock.instant()))
                .addParam("most", FAILURES)
                .execute()
                .map(row -> new Challenge(
                        Rows.uuid(row, "user_id"), row.column("password_hash").get(byte[].class)));
    }

    void failed(DbExecute transaction, SecretToken challenge) {
        transaction
                .createNamedUpdate(
                        "challenge-failed",
                        "UPDATE login_challenges SET failures = failures + 1 WHERE challenge_hash = :challenge")
                .addParam("challenge", challenge.hash())
                .execute();
    }

    /** Ends this one, and those whose time is over. */
    void remove(DbExecute transaction, SecretToken challenge) {
        transaction
                .createNamedDelete("challenges-forget", FORGET)
                .addParam("now", Rows.time(clock.instant()))
                .addParam("challenge", challenge.hash())
                .execute();
    }

    private static byte[] digest(Account account) {
        return SecretToken.sha256(account.passwordHash());
    }

    /** @param password a digest of what the password was checked against */
    record Challenge(UUID user, byte[] password) {

        /** Whether the password is still the one that was given. */
        boolean isOf(Account account) {
            return account.user().id().equals(user) && Arrays.equals(password, digest(account));
        }
    }
}
