package org.messagebroker.server.login;

import io.helidon.dbclient.DbExecute;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.messagebroker.server.database.Rows;
import org.messagebroker.server.user.SecretToken;

/**
 * Counts attempts by what they were about. Only hashes of that are kept, of what was typed: an account that does not exist is
 * counted like one that does, and none can be listed.
 */
final class AttemptStore {

    private static final Duration FORGOTTEN = Duration.ofHours(1);
    private static final Duration KEPT = Duration.ofDays(1);

    private static final String LOCKED =
            "SELECT locked_until FROM login_failures WHERE subject_hash = :subject AND locked_until > :now";
    private static final String COUNT = """
            INSERT INTO login_failures (subject_hash, failures, last_at) VALUES (:subject, 1, :now)
            ON DUPLICATE KEY UPDATE failures = IF(last_at < :forgotten, 1, failures + 1), last_at = :now""";
    private static final String FAILURES = "SELECT failures FROM login_failures WHERE subject_hash = :subject";
    private static final String LOCK = "UPDATE login_failures SET locked_until = :until WHERE subject_hash = :subject";
    private static final String CLEAR = "DELETE FROM login_failures WHERE subject_hash = :subject";
    private static final String FORGET =
            "DELETE FROM login_failures WHERE last_at < :before ORDER BY last_at LIMIT 100";

    private AttemptStore() {}

    /** How long this subject is locked from now on; empty when it is not. */
    static Optional<Duration> locked(DbExecute execute, Subject subject, Instant now) {
        return execute.createNamedGet("attempts-locked", LOCKED)
                .addParam("subject", subject.hash())
                .addParam("now", Rows.time(now))
                .execute()
                .map(row -> Duration.between(now, Rows.time(row, "locked_until")));
    }

    /** One more for each of them, in the one order in which rows are locked everywhere; past its limit a subject is locked. */
    static void count(DbExecute transaction, List<Subject> subjects, Instant now) {
        subjects.stream().sorted(Subject.ORDER).forEach(subject -> count(transaction, subject, now));
        transaction
                .createNamedDelete("attempts-forget", FORGET)
                .addParam("before", Rows.time(now.minus(KEPT)))
                .execute();
    }

    private static void count(DbExecute transaction, Subject subject, Instant now) {
        transaction
                .createNamedInsert("attempt-count", COUNT)
                .addParam("subject", subject.hash())
                .addParam("now", Rows.time(now))
                .addParam("forgotten", Rows.time(now.minus(FORGOTTEN)))
                .execute();
        long failures = transaction
                .createNamedGet("attempts", FAILURES)
                .addParam("subject", subject.hash())
                .execute()
                .map(row -> Rows.number(row, "failures"))
                .orElse(0L);
        if (failures >= subject.limit().attempts()) {
            transaction
                    .createNamedUpdate("attempts-lock", LOCK)
                    .addParam("until", Rows.time(now.plus(subject.limit().lock(failures))))
                    .addParam("subject", subject.hash())
                    .execute();
        }
    }

    static void clear(DbExecute transaction, List<Subject> subjects) {
        subjects.stream()
                .sorted(Subject.ORDER)
                .forEach(subject -> transaction
                        .createNamedDelete("attempts-clear", CLEAR)
                        .addParam("subject", subject.hash())
                        .execute());
    }

    /** What attempts are about. */
    record Subject(byte[] hash, Limit limit) {

        private static final Comparator<Subject> ORDER = Comparator.comparing(Subject::hash, Arrays::compareUnsigned);

        /** @param parts what it is about, its kind first */
        static Subject of(Limit limit, String... parts) {
            return new Subject(SecretToken.sha256(String.join("\n", parts)), limit);
        }
    }

    /**
     * How many attempts within an hour are free; each further one locks for twice as long as the one before.
     *
     * @param first how long the first one locks
     * @param longest what no lock exceeds
     */
    record Limit(int attempts, Duration first, Duration longest) {

        private Duration lock(long failures) {
            Duration lock = first.multipliedBy(1L << Math.min(failures - attempts, 10));
            return lock.compareTo(longest) > 0 ? longest : lock;
        }
    }
}
