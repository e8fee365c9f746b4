package org.messagebroker.server.login;

import io.helidon.dbclient.DbExecute;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.messagebroker.server.database.Database;
import org.messagebroker.server.database.Rows;
import org.messagebroker.server.login.AttemptStore.Limit;
import org.messagebroker.server.login.AttemptStore.Subject;

/**
 * Slows down guessing. Failures are counted for the account together with the address they come from, and, more patiently,
 * for the account from anywhere and for the address with any account; past the limit each further failure locks for twice as
 * long. The two wider locks are short, and do not hold for an account at an address from where it was logged in to within a
 * month: who guesses elsewhere, or beside him, does not keep its owner out.
 */
final class LoginThrottle {

    private static final Limit PAIR = new Limit(5, Duration.ofSeconds(30), Duration.ofMinutes(15));
    private static final Limit ACCOUNT = new Limit(25, Duration.ofSeconds(30), Duration.ofMinutes(1));
    private static final Limit ADDRESS = new Limit(100, Duration.ofSeconds(30), Duration.ofMinutes(2));
    private static final Duration FAMILIAR = Duration.ofDays(30);

    private static final String IS_FAMILIAR =
            "SELECT last_at FROM familiar_addresses WHERE pair_hash = :pair AND last_at > :since";
    private static final String REMEMBER = """
            INSERT INTO familiar_addresses (pair_hash, last_at) VALUES (:pair, :now)
            ON DUPLICATE KEY UPDATE last_at = :now""";
    private static final String FORGET =
            "DELETE FROM familiar_addresses WHERE last_at < :since ORDER BY last_at LIMIT 100";

    private final Database database;
    private final InstantSource clock;

    LoginThrottle(Database database, InstantSource clock) {
        this.database = database;
        this.clock = clock;
    }

    /** How long one has to wait before the next try; empty when one need not. */
    Optional<Duration> locked(Attempt attempt) {
        return database.read(execute -> locked(execute, attempt));
    }

    /** The same within a transaction. */
    Optional<Duration> locked(DbExecute execute, Attempt attempt) {
        Instant now = clock.instant();
        Stream<Subject> counting =
                isFamiliar(execute, attempt, now) ? Stream.of(attempt.pair()) : attempt.subjects().stream();
        return counting.flatMap(subject -> AttemptStore.locked(execute, subject, now).stream())
                .max(Comparator.naturalOrder());
    }

    private static boolean isFamiliar(DbExecute execute, Attempt attempt, Instant now) {
        return execute.createNamedGet("address-familiar", IS_FAMILIAR)
                .addParam("pair", attempt.pair().hash())
                .addParam("since", Rows.time(now.minus(FAMILIAR)))
                .execute()
                .isPresent();
    }

    /**
     * Counts a failure.
     *
     * @param record writes it down in the same transaction
     */
    void failed(Attempt attempt, Consumer<DbExecute> record) {
        database.transaction(transaction -> {
            record.accept(transaction);
            failed(transaction, attempt);
            return attempt;
        });
    }

    /** The same within a transaction. */
    void failed(DbExecute transaction, Attempt attempt) {
        AttemptStore.count(transaction, attempt.subjects(), clock.instant());
    }

    void succeeded(DbExecute transaction, Attempt attempt) {
        Instant now = clock.instant();
        AttemptStore.clear(transaction, List.of(attempt.pair(), attempt.ofAccount()));
        transaction
                .createNamedInsert("address-remember", REMEMBER)
                .addParam("pair", attempt.pair().hash())
                .addParam("now", Rows.time(now))
                .execute();
        transaction
                .createNamedDelete("addresses-forget", FORGET)
                .addParam("since", Rows.time(now.minus(FAMILIAR)))
                .execute();
    }

    /** Lets this account be tried again from here, as after its password was replaced. */
    void forgive(DbExecute transaction, Attempt attempt) {
        AttemptStore.clear(transaction, List.of(attempt.pair(), attempt.ofAccount()));
    }

    /** Somebody at an address claims an account. */
    record Attempt(String email, String address) {

        private Subject pair() {
            return Subject.of(PAIR, "pair", email, address);
        }

        private Subject ofAccount() {
            return Subject.of(ACCOUNT, "account", email);
        }

        private List<Subject> subjects() {
            return List.of(pair(), ofAccount(), Subject.of(ADDRESS, "address", address));
        }
    }
}
