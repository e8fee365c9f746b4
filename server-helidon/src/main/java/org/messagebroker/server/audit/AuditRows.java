package org.messagebroker.server.audit;

import io.helidon.dbclient.DbExecute;
import io.helidon.dbclient.DbRow;
import io.helidon.dbclient.DbStatementQuery;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.messagebroker.server.audit.AuditEntry.Actor;
import org.messagebroker.server.audit.AuditRecord.Link;
import org.messagebroker.server.database.Rows;

/** Reads the audit as it stands in the database, true or not. */
final class AuditRows {

    private static final String COLUMNS = "chain, position, at, actor_id, actor, address, request_id, action, target,"
            + " details, previous_mac, mac";
    private static final String SEARCH =
            "SELECT " + COLUMNS + " FROM audit WHERE %s AND position %s :cursor" + " ORDER BY position %s LIMIT :limit";
    private static final String WALK = "SELECT " + COLUMNS + """
             FROM audit WHERE chain = :chain AND position > :after AND position <= :until
                AND previous_mac IS NOT NULL AND mac IS NOT NULL
            ORDER BY position LIMIT :limit""";
    private static final String STRAY = """
            SELECT a.audit_id, a.chain, a.position
            FROM audit a LEFT JOIN audit_heads h ON h.chain = a.chain LEFT JOIN
                (SELECT chain, MAX(last_position) AS last FROM audit_segments GROUP BY chain) s ON s.chain = a.chain
            WHERE h.chain IS NULL OR a.position IS NULL OR a.mac IS NULL OR a.previous_mac IS NULL
                OR a.position > h.position OR a.position <= COALESCE(s.last, 0)
            ORDER BY a.audit_id LIMIT :limit""";
    private static final String UNCHAINED = """
            SELECT audit_id, chain, 0 AS position, at, actor_id, actor, address, request_id, action, target, details
            FROM audit WHERE position IS NULL ORDER BY audit_id LIMIT :limit""";

    private AuditRows() {}

    /** The newest before a position. */
    static List<AuditRecord> newest(DbExecute execute, AuditSearch search, long before, int limit) {
        return find(execute, search, SEARCH.formatted(search.where(), "<", "DESC"), before, limit);
    }

    /** The oldest after a position. */
    static List<AuditRecord> oldest(DbExecute execute, AuditSearch search, long after, int limit) {
        return find(execute, search, SEARCH.formatted(search.where(), ">", ""), after, limit);
    }

    private static List<AuditRecord> find(DbExecute execute, AuditSearch search, String sql, long cursor, int limit) {
        DbStatementQuery query = execute.createNamedQuery("audit-search", sql)
                .addParam("cursor", cursor)
                .addParam("limit", limit);
        search.parameters().forEach(query::addParam);
        return query.execute().map(AuditRows::entry).toList();
    }

    /** Rows of a chain in their order, with what holds them. */
    static List<Link> walk(DbExecute execute, Chain chain, long after, long until, int limit) {
        return execute.createNamedQuery("audit-walk", WALK)
                .addParam("chain", chain.wire())
                .addParam("after", after)
                .addParam("until", until)
                .addParam("limit", limit)
                .execute()
                .map(row -> new Link(entry(row), mac(row, "previous_mac"), mac(row, "mac")))
                .toList();
    }

    static Optional<Link> find(DbExecute execute, Chain chain, long position) {
        return walk(execute, chain, position - 1, position, 1).stream().findFirst();
    }

    /** Rows that belong to no chain, or stand before its beginning or behind its head. */
    static List<Stray> stray(DbExecute execute, int limit) {
        return execute.createNamedQuery("audit-stray", STRAY)
                .addParam("limit", limit)
                .execute()
                .map(row -> new Stray(
                        Rows.number(row, "audit_id"),
                        row.column("chain").getString(),
                        Rows.optionalNumber(row, "position")))
                .toList();
    }

    /** Rows from before there were chains, by their own ids, the oldest first. */
    static Map<Long, AuditRecord> unchained(DbExecute execute, int limit) {
        Map<Long, AuditRecord> found = new LinkedHashMap<>();
        execute.createNamedQuery("audit-unchained", UNCHAINED)
                .addParam("limit", limit)
                .execute()
                .forEach(row -> found.put(Rows.number(row, "audit_id"), entry(row)));
        return found;
    }

    static Optional<Head> head(DbExecute execute, Chain chain) {
        return execute.createNamedGet("audit-head", "SELECT position, mac FROM audit_heads WHERE chain = :chain")
                .addParam("chain", chain.wire())
                .execute()
                .map(row -> new Head(chain, Rows.number(row, "position"), mac(row, "mac")));
    }

    private static AuditRecord entry(DbRow row) {
        Actor actor = new Actor(
                Rows.optionalBytes(row, "actor_id").map(any -> Rows.uuid(row, "actor_id")),
                row.column("actor").getString(),
                row.column("address").getString(),
                row.column("request_id").getString());
        return new AuditRecord(
                Chain.parse(row.column("chain").getString()).orElseThrow(),
                Rows.number(row, "position"),
                Rows.time(row, "at"),
                actor,
                row.column("action").getString(),
                row.column("target").getString(),
                row.column("details").getString());
    }

    private static Mac mac(DbRow row, String column) {
        return Mac.of(row.column(column).get(byte[].class));
    }

    /**
     * A row that fits nowhere.
     *
     * @param id the row's own, in the database
     */
    record Stray(long id, String chain, Optional<Long> position) {}
}
