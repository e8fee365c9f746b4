package org.messagebroker.server.audit;

import io.helidon.dbclient.DbExecute;
import java.sql.Connection;
import java.time.InstantSource;
import org.messagebroker.server.database.LastSteps;

/**
 * Writes the audit inside the transaction of the act, so that neither is there without the other. The rows are written when
 * all else of the transaction is done, whenever they are added. Thread-safe.
 */
public final class AuditStore {

    private final ChainKey key;
    private final InstantSource clock;

    public AuditStore(ChainKey key, InstantSource clock) {
        this.key = key;
        this.clock = clock;
    }

    /** The same for a transaction on a plain connection. */
    public void add(Connection transaction, AuditEntry entry) {
        LastSteps.of(transaction)
                .step(Chaining.class, () -> new Chaining(new ChainRows.Jdbc(transaction), key, clock))
                .add(Chain.ACTS, entry);
    }

    /** Adds one entry. Pass the transaction in which the act itself is done. */
    public void add(DbExecute transaction, AuditEntry entry) {
        add(transaction, Chain.ACTS, entry);
    }

    /** Adds a log-in that failed, in a chain of its own: guessers wait for each other, not administrators for them. */
    public void addFailedLogin(DbExecute transaction, AuditEntry entry) {
        add(transaction, Chain.LOGINS, entry);
    }

    private void add(DbExecute transaction, Chain chain, AuditEntry entry) {
        LastSteps.of(transaction)
                .step(Chaining.class, () -> new Chaining(new ChainRows.Client(transaction), key, clock))
                .add(chain, entry);
    }
}
