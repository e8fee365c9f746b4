package org.messagebroker.server.login;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.messagebroker.server.database.Database;
import org.messagebroker.server.login.AttemptStore.Limit;
import org.messagebroker.server.login.AttemptStore.Subject;

/**
 * Bounds how often another password is asked for: for an account from one address, for an account, and from an address. What
 * is counted is what was typed, so that unknown accounts are bounded like known ones.
 */
final class ResetThrottle {

    private static final Limit PAIR = new Limit(3, Duration.ofMinutes(5), Duration.ofHours(1));
    private static final Limit ACCOUNT = new Limit(10, Duration.ofMinutes(1), Duration.ofMinutes(15));
    private static final Limit ADDRESS = new Limit(30, Duration.ofMinutes(1), Duration.ofHours(1));
    private static final Limit BAD_LINKS = new Limit(20, Duration.ofMinutes(1), Duration.ofHours(1));

    private final Database database;
    private final InstantSource clock;

    ResetThrottle(Database database, InstantSource clock) {
        this.database = database;
        this.clock = clock;
    }

    /** Counts a request; how long to wait when it is one too many. */
    Optional<Duration> ask(String email, String address) {
        List<Subject> subjects = List.of(
                Subject.of(PAIR, "reset pair", email, address),
                Subject.of(ACCOUNT, "reset account", email),
                Subject.of(ADDRESS, "reset address", address));
        Instant now = clock.instant();
        return database.transaction(transaction -> {
            Optional<Duration> wait = subjects.stream()
                    .flatMap(subject -> AttemptStore.locked(transaction, subject, now).stream())
                    .max(Comparator.naturalOrder());
            if (wait.isEmpty()) {
                AttemptStore.count(transaction, subjects, now);
            }
            return wait;
        });
    }

    /** How long nobody at this address may try another link. */
    Optional<Duration> locked(String address) {
        return database.read(execute -> AttemptStore.locked(execute, links(address), clock.instant()));
    }

    /** Somebody has tried a link that is none. */
    void badLink(String address) {
        database.transaction(transaction -> {
            AttemptStore.count(transaction, List.of(links(address)), clock.instant());
            return address;
        });
    }

    private static Subject links(String address) {
        return Subject.of(BAD_LINKS, "reset link", address);
    }
}
