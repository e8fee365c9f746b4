package org.messagebroker.server.ledger;

import io.helidon.dbclient.DbExecute;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
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

    /** @throws LedgerException when the ledger was altered, lost its end or cannot be read; then nothing has changed */
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
        requireWhole(transaction, state);
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

    /** A ledger that begins anew is allowed, and said aloud; one without its end could revive what stood there. */
    private void requireWhole(DbExecute transaction, LedgerState state) {
        Optional<String> lost = store.lost(transaction, state);
        if (lost.isEmpty()) {
            return;
        }
        if (!state.isEmpty()) {
            throw new LedgerException("the ledger has lost its end: it does not know the revocation list " + lost.get()
                    + " that the database knows; put back the copy that belongs to this server. If there is none, move"
                    + " the file away: what the database says is ended stays so, but restore no older backup then");
        }
        LOG.warn(
                "The ledger is empty, though revocation lists have been signed (such as {}). It begins anew: a backup"
                        + " from before now would revive what has been ended since",
                lost.get());
    }
}
