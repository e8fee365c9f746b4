package org.messagebroker.server.audit;

import io.helidon.dbclient.DbExecute;
import java.util.Map;
import java.util.Set;
import org.messagebroker.server.audit.AuditEntry.Actor;
import org.messagebroker.server.audit.AuditRecord.Link;
import org.messagebroker.server.database.Database;
import org.messagebroker.server.database.Rows;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Chains the rows that were there before there were chains, once, and marks the place with an act {@code audit.begin}: what
 * stands before it is vouched for from then on only. Also makes a head that has been lost anew from the last row, and says so.
 */
final class ChainBeginning {

    private static final Logger LOG = LoggerFactory.getLogger(ChainBeginning.class);
    private static final int PAGE = 1000;
    private static final String CHAIN = """
            UPDATE audit SET chain = :chain, position = :position, previous_mac = :previous, mac = :mac
            WHERE audit_id = :id""";
    private static final String ADD_HEAD =
            "INSERT INTO audit_heads (chain, position, mac) VALUES (:chain, :position, :mac)";
    private static final String LAST = """
            SELECT position, mac FROM audit WHERE chain = :chain AND position IS NOT NULL AND mac IS NOT NULL
            ORDER BY position DESC LIMIT 1""";

    private final Database database;
    private final ChainKey key;
    private final AuditStore audit;

    ChainBeginning(Database database, ChainKey key, AuditStore audit) {
        this.database = database;
        this.key = key;
        this.audit = audit;
    }

    /**
     * Does what is needed; several servers may.
     *
     * @param knownElsewhere chains of which something is known outside the database: they have begun, whatever is left of them
     */
    void prepare(Set<Chain> knownElsewhere) {
        database.transaction(transaction -> {
            for (Chain chain : Chain.values()) {
                Head head =
                        new ChainRows.Client(transaction).lock(chain).orElseGet(() -> restoreHead(transaction, chain));
                if (chain == Chain.ACTS && head.position() == 0 && !knownElsewhere.contains(chain)) {
                    begin(transaction, head);
                }
            }
            return audit;
        });
    }

    private void begin(DbExecute transaction, Head begin) {
        Head head = begin;
        Map<Long, AuditRecord> page = AuditRows.unchained(transaction, PAGE);
        while (!page.isEmpty()) {
            for (Map.Entry<Long, AuditRecord> row : page.entrySet()) {
                head = chain(transaction, row.getKey(), row.getValue(), head);
            }
            page = AuditRows.unchained(transaction, PAGE);
        }
        new ChainRows.Client(transaction).move(head);
        audit.add(
                transaction, new AuditEntry(Actor.SYSTEM, "audit.begin", "", Map.of("earlier_rows", head.position())));
        LOG.info("The audit is chained from here on; {} rows were there before", head.position());
    }

    private Head chain(DbExecute transaction, long id, AuditRecord row, Head before) {
        Link link = key.link(before.mac(), row.at(before.position() + 1));
        transaction
                .createNamedUpdate("audit-chain", CHAIN)
                .addParam("chain", Chain.ACTS.wire())
                .addParam("position", link.entry().position())
                .addParam("previous", link.previous().bytes())
                .addParam("mac", link.mac().bytes())
                .addParam("id", id)
                .execute();
        return new Head(Chain.ACTS, link.entry().position(), link.mac());
    }

    private Head restoreHead(DbExecute transaction, Chain chain) {
        Head head = last(transaction, chain);
        transaction
                .createNamedInsert("audit-head-add", ADD_HEAD)
                .addParam("chain", chain.wire())
                .addParam("position", head.position())
                .addParam("mac", head.mac().bytes())
                .execute();
        audit.add(
                transaction,
                new AuditEntry(Actor.SYSTEM, "audit.head.restore", chain.wire(), Map.of("head", head.text())));
        LOG.error(
                "The head of the audit's chain {} was missing and was made anew from its last row; verify the audit, with"
                        + " a head that was kept outside the database",
                chain.wire());
        return head;
    }

    private static Head last(DbExecute transaction, Chain chain) {
        return transaction
                .createNamedGet("audit-last", LAST)
                .addParam("chain", chain.wire())
                .execute()
                .map(row -> new Head(
                        chain,
                        Rows.number(row, "position"),
                        Mac.of(row.column("mac").get(byte[].class))))
                .or(() -> SegmentStore.last(transaction, chain)
                        .map(Segment.Signed::segment)
                        .map(segment -> new Head(chain, segment.last(), segment.lastMac())))
                .orElse(new Head(chain, 0, Mac.BEGIN));
    }
}
