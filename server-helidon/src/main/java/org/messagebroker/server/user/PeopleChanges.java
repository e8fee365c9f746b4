package org.messagebroker.server.user;

import io.helidon.dbclient.DbExecute;
import java.time.InstantSource;
import java.util.Set;
import java.util.function.BiFunction;
import org.messagebroker.api.ErrorCode;
import org.messagebroker.api.Permission;
import org.messagebroker.server.database.Database;
import org.messagebroker.server.user.SessionStore.Live;
import org.messagebroker.server.user.SessionStore.Subject;
import org.messagebroker.service.Problem;

/**
 * Changes to people and roles, one after the other on a database: two that are each allowed must not together leave nobody
 * who may administer. What the one who acts may do is read again when it is his turn. Thread-safe.
 */
public final class PeopleChanges {

    /** Every such change takes this row first. */
    private static final String TURN = "SELECT name FROM roles WHERE name = 'super_admin' FOR UPDATE";

    private final Database database;
    private final InstantSource clock;

    PeopleChanges(Database database, InstantSource clock) {
        this.database = database;
        this.clock = clock;
    }

    /**
     * Makes a change in one transaction.
     *
     * @throws Problem when he who acts may not (any more)
     */
    public <T> T make(Caller caller, Permission needed, BiFunction<DbExecute, Standing, T> change) {
        caller.require(needed);
        return database.transaction(transaction -> {
            transaction.createNamedGet("people-turn", TURN).execute();
            Standing standing = standing(transaction, caller);
            standing.requireToHold(Set.of(needed));
            return change.apply(transaction, standing);
        });
    }

    private Standing standing(DbExecute transaction, Caller caller) {
        Subject subject = new Subject(caller.user().id(), caller.session());
        Live live = SessionStore.find(transaction, subject, clock.instant())
                .orElseThrow(() -> Problem.of(ErrorCode.AUTHENTICATION_ERROR, "Your session has ended; log in again."));
        return new Standing(live.user(), live.permissions());
    }
}
