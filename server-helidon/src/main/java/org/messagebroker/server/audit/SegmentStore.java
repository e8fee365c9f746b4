package org.messagebroker.server.audit;

import io.helidon.dbclient.DbExecute;
import io.helidon.dbclient.DbRow;
import java.util.List;
import java.util.Optional;
import org.messagebroker.server.database.Rows;

/** What stands in the place of removed rows. Methods leave the commit to their caller. */
final class SegmentStore {

    private static final String ALL = """
            SELECT chain, first_position, last_position, first_at, last_at, last_mac, removed_at, signature
            FROM audit_segments WHERE chain = :chain ORDER BY last_position""";
    private static final String ADD = """
            INSERT INTO audit_segments (chain, first_position, last_position, first_at, last_at, last_mac, removed_at,
                signature)
            VALUES (:chain, :first, :last, :first_at, :last_at, :last_mac, :removed_at, :signature)""";
    private static final String REMOVE =
            "DELETE FROM audit WHERE chain = :chain AND position >= :first AND position <= :last";

    private SegmentStore() {}

    static List<Segment.Signed> all(DbExecute execute, Chain chain) {
        return execute.createNamedQuery("audit-segments", ALL)
                .addParam("chain", chain.wire())
                .execute()
                .map(row -> segment(chain, row))
                .toList();
    }

    /** The newest; the chain begins behind it. */
    static Optional<Segment.Signed> last(DbExecute execute, Chain chain) {
        List<Segment.Signed> all = all(execute, chain);
        return all.isEmpty() ? Optional.empty() : Optional.of(all.getLast());
    }

    /** Removes the rows and leaves this in their place. */
    static void replace(DbExecute transaction, Segment.Signed signed) {
        Segment segment = signed.segment();
        transaction
                .createNamedDelete("audit-remove", REMOVE)
                .addParam("chain", segment.chain().wire())
                .addParam("first", segment.first())
                .addParam("last", segment.last())
                .execute();
        transaction
                .createNamedInsert("audit-segment-add", ADD)
                .addParam("chain", segment.chain().wire())
                .addParam("first", segment.first())
                .addParam("last", segment.last())
                .addParam("first_at", Rows.time(segment.firstAt()))
                .addParam("last_at", Rows.time(segment.lastAt()))
                .addParam("last_mac", segment.lastMac().bytes())
                .addParam("removed_at", Rows.time(segment.removedAt()))
                .addParam("signature", signed.signature().bytes())
                .execute();
    }

    private static Segment.Signed segment(Chain chain, DbRow row) {
        Segment segment = new Segment(
                chain,
                Rows.number(row, "first_position"),
                Rows.number(row, "last_position"),
                Rows.time(row, "first_at"),
                Rows.time(row, "last_at"),
                Mac.of(row.column("last_mac").get(byte[].class)),
                Rows.time(row, "removed_at"));
        return new Segment.Signed(segment, Mac.of(row.column("signature").get(byte[].class)));
    }
}
