package org.messagebroker.server.ledger;

import io.helidon.dbclient.DbExecute;
import java.util.EnumMap;
import java.util.Map;
import java.util.TreeMap;
import org.messagebroker.server.audit.AuditEntry;
import org.messagebroker.server.audit.AuditEntry.Actor;
import org.messagebroker.server.audit.AuditStore;
import org.messagebroker.server.database.Database;
import org.messagebroker.server.ledger.LedgerEntry.Kind;
import org.messagebroker.server.policy.PolicyVersions;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings the ledger into the database at every start. Where that changes anything, the database is older than the ledger: it
 * was restored, and a new epoch of the policy begins, so that no proxy takes what it knows for newer.
 */
public final class LedgerMerge {

    private static final Logger LOG = LoggerFactory.getLogger(LedgerMerge.class);

    private final Ledger ledger;
    private final Database database;
    private final PolicyVersions versions;
    private final AuditStore audit;
    private final LedgerStore store = new LedgerStore();

    public LedgerMerge(Ledger ledger, Database database, PolicyVersions versions, AuditStore audit) {
        this.ledger = ledger;
        this.database = database;
        this.versions = versions;
        this.audit = audit;
    }

    /** @throws LedgerException when the ledger was altered or cannot be read; then nothing has changed */
    public void merge() {
        LedgerState state = LedgerState.of(ledger.entries());
        Map<Kind, Integer> changed = database.transaction(transaction -> merge(transaction, state));
        if (!changed.isEmpty()) {
            LOG.warn(
                    "The database was older than the ledger, as after a restore; put right from the ledger: {}",
                    new TreeMap<>(changed));
        }
    }

    private Map<Kind, Integer> merge(DbExecute transaction, LedgerState state) {
        Map<Kind, Integer> changed = new EnumMap<>(Kind.class);
        for (LedgerEntry entry : state.entries()) {
            if (store.apply(transaction, entry)) {
                changed.merge(entry.kind(), 1, Integer::sum);
            }
        }
        if (!changed.isEmpty()) {
            Map<String, Object> details = new TreeMap<>();
            changed.forEach((kind, count) -> details.put(kind.name(), count));
            audit.add(transaction, new AuditEntry(Actor.SYSTEM, "ledger.merge", "", details));
            versions.beginEpoch(transaction, 0);
        }
        return changed;
    }
}
