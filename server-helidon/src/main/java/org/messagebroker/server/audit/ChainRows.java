package org.messagebroker.server.audit;

import io.helidon.dbclient.DbExecute;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.messagebroker.server.audit.AuditEntry.Actor;
import org.messagebroker.server.audit.AuditRecord.Link;
import org.messagebroker.server.database.Rows;

/** The growing end of the chains, in a transaction of either kind. */
sealed interface ChainRows {

    String LOCK = "SELECT position, mac FROM audit_heads WHERE chain = ? FOR UPDATE";
    String INSERT = """
            INSERT INTO audit (chain, position, at, actor_id, actor, address, request_id, action, target, details,
                previous_mac, mac) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""";
    String MOVE = "UPDATE audit_heads SET position = ?, mac = ? WHERE chain = ?";

    /** The head, locked until the transaction ends. */
    Optional<Head> lock(Chain chain) throws SQLException;

    /** Writes a row. */
    void add(Link link) throws SQLException;

    /** Writes the head. */
    void move(Head head) throws SQLException;

    /** The parameters of a row, in the order of the statement. */
    private static List<Optional<?>> parameters(Link link) {
        AuditRecord entry = link.entry();
        Actor actor = entry.actor();
        return List.of(
                Optional.of(entry.chain().wire()),
                Optional.of(entry.position()),
                Optional.of(Rows.time(entry.at())),
                actor.id().map(Rows::bytes),
                Optional.of(actor.name()),
                Optional.of(actor.address()),
                Optional.of(actor.requestId()),
                Optional.of(entry.action()),
                Optional.of(entry.target()),
                Optional.of(entry.details()),
                Optional.of(link.previous().bytes()),
                Optional.of(link.mac().bytes()));
    }

    /** In a transaction of DbClient. */
    record Client(DbExecute transaction) implements ChainRows {

        @Override
        public Optional<Head> lock(Chain chain) {
            return transaction
                    .createNamedGet("audit-head-lock", LOCK)
                    .addParam(chain.wire())
                    .execute()
                    .map(row -> new Head(
                            chain,
                            Rows.number(row, "position"),
                            Mac.of(row.column("mac").get(byte[].class))));
        }

        @Override
        public void add(Link link) {
            List<Object> values = new ArrayList<>();
            parameters(link).forEach(value -> values.add(value.orElse(null)));
            transaction.createNamedInsert("audit-add", INSERT).params(values).execute();
        }

        @Override
        public void move(Head head) {
            transaction
                    .createNamedUpdate("audit-head-move", MOVE)
                    .addParam(head.position())
                    .addParam(head.mac().bytes())
                    .addParam(head.chain().wire())
                    .execute();
        }
    }

    /** In a transaction on a plain connection. */
    record Jdbc(Connection transaction) implements ChainRows {

        @Override
        public Optional<Head> lock(Chain chain) throws SQLException {
            try (PreparedStatement select = transaction.prepareStatement(LOCK)) {
                select.setString(1, chain.wire());
                try (ResultSet rows = select.executeQuery()) {
                    return rows.next()
                            ? Optional.of(new Head(chain, rows.getLong(1), Mac.of(rows.getBytes(2))))
                            : Optional.empty();
                }
            }
        }

        @Override
        public void add(Link link) throws SQLException {
            try (PreparedStatement insert = transaction.prepareStatement(INSERT)) {
                int place = 1;
                for (Optional<?> value : parameters(link)) {
                    Rows.set(insert, place++, value);
                }
                insert.executeUpdate();
            }
        }

        @Override
        public void move(Head head) throws SQLException {
            try (PreparedStatement update = transaction.prepareStatement(MOVE)) {
                update.setLong(1, head.position());
                update.setBytes(2, head.mac().bytes());
                update.setString(3, head.chain().wire());
                update.executeUpdate();
            }
        }
    }
}
