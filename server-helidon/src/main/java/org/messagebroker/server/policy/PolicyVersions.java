package org.messagebroker.server.policy;

import io.helidon.dbclient.DbExecute;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.messagebroker.api.PolicyVersion;
import org.messagebroker.server.database.Rows;

/** The number of the policy, raised inside the transaction of every change that proxies must obey. Thread-safe. */
public final class PolicyVersions {

    private static final String READ = "SELECT epoch, number FROM policy_version";

    private final InstantSource clock;
    private final List<Runnable> watchers = new CopyOnWriteArrayList<>();

    public PolicyVersions(InstantSource clock) {
        this.clock = clock;
    }

    /** Raises the number. Call it last in the transaction: it locks the row, and with it every other change, until the commit. */
    public void advance(DbExecute transaction) {
        transaction
                .createNamedUpdate("policy-advance", "UPDATE policy_version SET number = number + 1, changed_at = :now")
                .addParam("now", Rows.time(clock.instant()))
                .execute();
        watchers.forEach(Runnable::run);
    }

    /**
     * Begins an epoch, when the database turns out to be older than what others know. It is never one that there has been:
     * at least the present time in seconds.
     *
     * @param known the highest epoch that is known to others; 0 if unknown
     */
    public void beginEpoch(DbExecute transaction, long known) {
        PolicyVersion before = awaitCurrent(transaction);
        long next =
                Math.max(Math.max(before.epoch(), known) + 1, clock.instant().getEpochSecond());
        transaction
                .createNamedUpdate(
                        "policy-epoch", "UPDATE policy_version SET epoch = :epoch, number = 1, changed_at = :now")
                .addParam("epoch", next)
                .addParam("now", Rows.time(clock.instant()))
                .execute();
        watchers.forEach(Runnable::run);
    }

    /** The version in force. */
    public PolicyVersion current(DbExecute execute) {
        return read(execute, "policy-version", READ);
    }

    /** The version in force when every change under way has ended. */
    PolicyVersion awaitCurrent(DbExecute execute) {
        return read(execute, "policy-version-await", READ + " FOR UPDATE");
    }

    /** Runs this, quickly, whenever a change under way in this process has raised the version and is about to commit. */
    void onAdvance(Runnable watcher) {
        watchers.add(watcher);
    }

    private static PolicyVersion read(DbExecute execute, String name, String sql) {
        return execute.createNamedGet(name, sql)
                .execute()
                .map(row -> new PolicyVersion(Rows.number(row, "epoch"), Rows.number(row, "number")))
                .orElseThrow(() -> new IllegalStateException("the database holds no policy version"));
    }
}
