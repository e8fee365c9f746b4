package org.messagebroker.server.user;

import io.helidon.dbclient.DbExecute;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.messagebroker.api.ErrorCode;
import org.messagebroker.service.Problem;

/** Sees that there is always an active super_admin, and one whose account does not end some day. */
final class LastAdministrator {

    static final String ROLE = "super_admin";

    private final UserStore users;

    LastAdministrator(UserStore users) {
        this.users = users;
    }

    /**
     * Call it within {@link PeopleChanges}, where nobody else changes anything meanwhile.
     *
     * @param after what is to become of him; empty when he is deleted
     * @throws Problem conflict when he is the last
     */
    void requireAnotherThan(DbExecute transaction, User before, Optional<User> after, Instant now) {
        if (!before.role().equals(ROLE)) {
            return;
        }
        List<User> others = users.ofRole(transaction, ROLE).stream()
                .filter(each -> !each.id().equals(before.id()))
                .toList();
        requireKept(user -> isAtWork(user, now), before, after, others);
        requireKept(user -> isAtWork(user, now) && user.expiresAt().isEmpty(), before, after, others);
    }

    private static void requireKept(Predicate<User> counts, User before, Optional<User> after, List<User> others) {
        boolean lost = counts.test(before) && after.filter(counts).isEmpty();
        if (lost && others.stream().noneMatch(counts)) {
            throw Problem.of(
                    ErrorCode.CONFLICT, "This is the last active super_admin without an end; make another one first.");
        }
    }

    private static boolean isAtWork(User user, Instant now) {
        return user.role().equals(ROLE) && user.active() && !user.isExpired(now);
    }
}
