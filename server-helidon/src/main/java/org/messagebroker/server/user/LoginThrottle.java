package org.messagebroker.server.user;

import io.helidon.dbclient.DbExecute;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.messagebroker.server.database.Database;
import org.messagebroker.server.database.Rows;

/**
 * Slows down guessing. Failures are counted for the account together with the address they come from, and, more
 * patiently, for the account from anywhere; past the limit each further failure locks for twice as long. What is counted
 * is what was typed, so an account that does not exist is locked like one that does.
 */
final class LoginThrottle {

    private static final Duration FIRST_LOCK = Duration.ofSeconds(30);
    private static final Duration LONGEST_LOCK = Duration.ofMinutes(15);
    private static final Duration FORGOTTEN = Duration.ofHours(1);
    private static final int FROM_ONE_ADDRESS = 5;
    private static final int FROM_ANYWHERE = 25;

    private static final String LOCKED = """
            SELECT MAX(locked_until) AS locked_until FROM login_failures
            WHERE subject_hash IN (:pair, :account) AND locked_until > :now""";
    private static final String COUNT = """
            INSERT INTO login_failures (subject_hash, failures, last_at) VALUES (:subject, 1, :now)
            ON DUPLICATE KEY UPDATE failures = IF(last_at < :forgotten, 1, failures + 1), last_at = :now""";
    private static final String FAILURES = "SELECT failures FROM login_failures WHERE subject_hash = :subject";
    private static final String LOCK = "UPDATE login_failures SET locked_until = :until WHERE subject_hash = :subject";
    private static final String CLEAR = "DELETE FROM login_failures WHERE subject_hash IN (:pair, :account)";
    private static final String FORGET =
            "DELETE FROM login_failures WHERE last_at < :forgotten ORDER BY last_at LIMIT 100";

    private final Database database;
    private final InstantSource clock;

    LoginThrottle(Database database, InstantSource clock) {
        this.database = database;
        this.clock = clock;
    }

    /** How long one has to wait before the next try; empty when one need not. */
    Optional<Duration> locked(Attempt attempt) {
        Instant now = clock.instant();
        return database.read(execute -> execute.createNamedGet("login-locked", LOCKED)
                        .addParam("pair", attempt.pair())
                        .addParam("account", attempt.account())
                        .addParam("now", Rows.time(now))
                        .execute())
                .flatMap(row -> Rows.optionalTime(row, "locked_until"))
                .map(until -> Duration.between(now, until));
    }

    void failed(Attempt attempt) {
        database.transaction(transaction -> {
            for (Subject subject : attempt.subjects()) {
                fail(transaction, subject);
            }
            return transaction
                    .createNamedDelete("login-failures-forget", FORGET)
                    .addParam("forgotten", Rows.time(clock.instant().minus(Duration.ofDays(1))))
                    .execute();
        });
    }

    private void fail(DbExecute transaction, Subject subject) {
        Instant now = clock.instant();
        transaction
                .createNamedInsert("login-failure-count", COUNT)
                .addParam("subject", subject.hash())
                .addParam("now", Rows.time(now))
                .addParam("forgotten", Rows.time(now.minus(FORGOTTEN)))
                .execute();
        long failures = transaction
                .createNamedGet("login-failures", FAILURES)
                .addParam("subject", subject.hash())
                .execute()
                .map(row -> Rows.number(row, "failures"))
                .orElse(0L);
        if (failures >= subject.limit()) {
            transaction
                    .createNamedUpdate("login-lock", LOCK)
                    .addParam("until", Rows.time(now.plus(lock(failures - subject.limit()))))
                    .addParam("subject", subject.hash())
                    .execute();
        }
    }

    private static Duration lock(long beyond) {
        Duration lock = FIRST_LOCK.multipliedBy(1L << Math.min(beyond, 10));
        return lock.compareTo(LONGEST_LOCK) > 0 ? LONGEST_LOCK : lock;
    }

    void succeeded(DbExecute transaction, Attempt attempt) {
        transaction
                .createNamedDelete("login-failures-clear", CLEAR)
                .addParam("pair", attempt.pair())
                .addParam("account", attempt.account())
                .execute();
    }

    /** Somebody at an address claims an account. */
    record Attempt(String email, String address) {

        private byte[] pair() {
            return SecretToken.sha256("pair\n" + email + "\n" + address);
        }

        private byte[] account() {
            return SecretToken.sha256("account\n" + email);
        }

        /** In the order in which rows are locked everywhere, so that two failures do not wait for each other. */
        private List<Subject> subjects() {
            Subject pair = new Subject(pair(), FROM_ONE_ADDRESS);
            Subject account = new Subject(account(), FROM_ANYWHERE);
            return Arrays.compareUnsigned(pair.hash(), account.hash()) < 0
                    ? List.of(pair, account)
                    : List.of(account, pair);
        }
    }

    private record Subject(byte[] hash, int limit) {}
}
