package org.messagebroker.server.policy;

import io.helidon.dbclient.DbExecute;
import java.time.InstantSource;
import org.messagebroker.api.PolicyVersion;
import org.messagebroker.server.database.Rows;

/** The number of the policy, raised inside the transaction of every change that proxies must obey. Thread-safe. */
public final class PolicyVersions {

    private final InstantSource clock;

    public PolicyVersions(InstantSource clock) {
        this.clock = clock;
    }

    /** Raises the number. Call it last in the transaction: it locks the row, and with it every other change, until the commit. */
    public void advance(DbExecute transaction) {
        transaction
                .createNamedUpdate("policy-advance", "UPDATE policy_version SET number = number + 1, changed_at = :now")
                .addParam("now", Rows.time(clock.instant()))
                .execute();
    }

    /** The version in force. */
    public PolicyVersion current(DbExecute execute) {
        return execute.createNamedGet("policy-version", "SELECT epoch, number FROM policy_version")
                .execute()
                .map(row -> new PolicyVersion(Rows.number(row, "epoch"), Rows.number(row, "number")))
                .orElseThrow(() -> new IllegalStateException("the database holds no policy version"));
    }
}
