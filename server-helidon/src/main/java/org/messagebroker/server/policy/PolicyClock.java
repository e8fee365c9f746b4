package org.messagebroker.server.policy;

import java.time.Instant;
import org.messagebroker.api.PolicyVersion;
import org.messagebroker.server.database.Database;
import org.messagebroker.server.database.Rows;

/** Which policy is in force, and since when. Thread-safe. */
final class PolicyClock {

    private final Database database;

    PolicyClock(Database database) {
        this.database = database;
    }

    Now now() {
        return database.read(execute -> execute.createNamedGet(
                                "policy-now", "SELECT epoch, number, changed_at FROM policy_version")
                        .execute())
                .map(row -> new Now(
                        new PolicyVersion(Rows.number(row, "epoch"), Rows.number(row, "number")),
                        Rows.time(row, "changed_at")))
                .orElseThrow(() -> new IllegalStateException("the database holds no policy version"));
    }

    /** What is in force. */
    record Now(PolicyVersion version, Instant since) {}
}
