package org.messagebroker.server.reencryption;

import io.helidon.dbclient.DbExecute;
import io.helidon.dbclient.DbRow;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.messagebroker.api.ClientId;
import org.messagebroker.api.MessageId;
import org.messagebroker.server.crypto.KeysInUse;
import org.messagebroker.server.database.Rows;

/** The row of the newest pass, and what it could not open. Leases go by the database's clock. */
final class PassStore {

    static final long MOST_FAULTS = 1_000;

    private static final String READ = """
            SELECT pass, state, content, number_index, stage, position_id, position_client, checked, renewed, unreadable,
                worked_millis, started_at, finished_at,
                CASE WHEN lease_until > UTC_TIMESTAMP(3) THEN holder END AS worker
            FROM reencryption WHERE only_row = 1""";
    private static final String CLAIM = """
            UPDATE reencryption
            SET holder = :holder, lease_until = TIMESTAMPADD(MICROSECOND, :lease, UTC_TIMESTAMP(3))
            WHERE only_row = 1 AND state = 'running'
                AND (holder IS NULL OR holder = :same OR lease_until <= UTC_TIMESTAMP(3))""";
    private static final String BEGIN = """
            UPDATE reencryption SET pass = pass + 1, state = 'running', content = :content, number_index = :number_index,
                stage = :stage, position_id = NULL, position_client = NULL, checked = 0, renewed = 0, unreadable = 0,
                worked_millis = 0, started_at = :now, finished_at = NULL, holder = NULL, lease_until = NULL
            WHERE only_row = 1""";
    private static final String SAVE = """
            UPDATE reencryption SET stage = ?, position_id = ?, position_client = ?, checked = checked + ?,
                renewed = renewed + ?, unreadable = unreadable + ?, worked_millis = worked_millis + ?, state = ?,
                finished_at = ?
            WHERE only_row = 1 AND pass = ? AND holder = ? AND state = 'running'""";
    private static final String FAULT = """
            INSERT INTO reencryption_faults (stage, message_id, client_id, reason, found_at) VALUES (?, ?, ?, ?, ?)
            ON DUPLICATE KEY UPDATE found_at = found_at""";
    private static final String FAULTS = """
            SELECT stage, message_id, client_id, reason FROM reencryption_faults
            ORDER BY stage, message_id, client_id LIMIT :limit""";

    private final InstantSource clock;

    PassStore(InstantSource clock) {
        this.clock = clock;
    }

    Pass read(DbExecute execute) {
        return read(execute, "reencryption", READ);
    }

    /** The same, and it stays so until the end of the transaction. */
    Pass lock(DbExecute transaction) {
        return read(transaction, "reencryption-lock", READ + " FOR UPDATE");
    }

    private static Pass read(DbExecute execute, String name, String sql) {
        return execute.createNamedGet(name, sql)
                .execute()
                .map(PassStore::pass)
                .orElseThrow(() -> new IllegalStateException("the database holds no row in reencryption"));
    }

    /** Whether this one may work for the time of a lease: a pass is under way, and nobody else works at it. */
    boolean claim(DbExecute execute, String holder, Duration lease) {
        return execute.createNamedUpdate("reencryption-claim", CLAIM)
                        .addParam("holder", holder)
                        .addParam("lease", lease.toNanos() / 1_000)
                        .addParam("same", holder)
                        .execute()
                > 0;
    }

    void release(DbExecute execute, String holder) {
        execute.createNamedUpdate(
                        "reencryption-release",
                        "UPDATE reencryption SET holder = NULL, lease_until = NULL WHERE holder = :holder")
                .addParam("holder", holder)
                .execute();
    }

    /** Begins anew, whatever was under way. */
    void begin(DbExecute transaction, KeysInUse keys, String stage) {
        transaction
                .createNamedUpdate("reencryption-begin", BEGIN)
                .addParam("content", keys.content())
                .addParam("number_index", keys.numberIndex())
                .addParam("stage", stage)
                .addParam("now", Rows.time(clock.instant()))
                .execute();
        transaction
                .createNamedDelete("reencryption-faults-forget", "DELETE FROM reencryption_faults")
                .execute();
    }

    /** Whether it was in the other state. */
    boolean change(DbExecute transaction, Pass.State from, Pass.State to) {
        return transaction
                        .createNamedUpdate(
                                "reencryption-change",
                                "UPDATE reencryption SET state = :to, holder = NULL WHERE only_row = 1 AND state = :from")
                        .addParam("to", wire(to))
                        .addParam("from", wire(from))
                        .execute()
                > 0;
    }

    /**
     * Writes progress down.
     *
     * @throws LostPassException when another works at it meanwhile, or it was paused or begun anew
     */
    void save(Connection connection, Pass pass, String holder, Progress progress) throws SQLException {
        try (PreparedStatement save = connection.prepareStatement(SAVE)) {
            save.setString(1, progress.stage());
            save.setBytes(
                    2, progress.position().map(last -> last.messageId().bytes()).orElse(null));
            save.setString(
                    3, progress.position().map(last -> last.clientId().value()).orElse(null));
            save.setLong(4, progress.checked());
            save.setLong(5, progress.renewed());
            save.setLong(6, progress.unreadable().size());
            save.setLong(7, progress.took().toMillis());
            save.setString(8, wire(progress.finished() ? Pass.State.FINISHED : Pass.State.RUNNING));
            save.setObject(9, progress.finished() ? Rows.time(clock.instant()) : null);
            save.setLong(10, pass.number());
            save.setString(11, holder);
            if (save.executeUpdate() != 1) {
                throw new LostPassException();
            }
        }
        if (pass.unreadable() < MOST_FAULTS) {
            addFaults(connection, pass.stage(), progress.unreadable());
        }
    }

    private void addFaults(Connection connection, String stage, List<Renewal.Unreadable> faults) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(FAULT)) {
            for (Renewal.Unreadable fault : faults) {
                insert.setString(1, stage);
                insert.setBytes(2, fault.position().messageId().bytes());
                insert.setString(3, fault.position().clientId().value());
                insert.setString(4, fault.reason());
                insert.setObject(5, Rows.time(clock.instant()));
                insert.addBatch();
            }
            insert.executeBatch();
        }
    }

    /** The first of what could not be opened. */
    List<Fault> faults(DbExecute execute, int limit) {
        return execute.createNamedQuery("reencryption-faults", FAULTS)
                .addParam("limit", limit)
                .execute()
                .map(row -> new Fault(
                        row.column("stage").getString(),
                        position(row),
                        row.column("reason").getString()))
                .toList();
    }

    private static Pass pass(DbRow row) {
        Optional<Position> position = Rows.optionalBytes(row, "position_id")
                .map(id -> new Position(
                        MessageId.ofBytes(id),
                        new ClientId(row.column("position_client").getString())));
        Optional<Instant> finished = Rows.optionalTime(row, "finished_at");
        return new Pass(
                Rows.number(row, "pass"),
                Pass.State.valueOf(row.column("state").getString().toUpperCase(Locale.ROOT)),
                Math.toIntExact(Rows.number(row, "content")),
                Math.toIntExact(Rows.number(row, "number_index")),
                row.column("stage").getString(),
                position,
                Rows.number(row, "checked"),
                Rows.number(row, "renewed"),
                Rows.number(row, "unreadable"),
                Rows.number(row, "worked_millis"),
                Rows.time(row, "started_at"),
                finished,
                Rows.optionalText(row, "worker"));
    }

    private static Position position(DbRow row) {
        return new Position(
                MessageId.ofBytes(row.column("message_id").get(byte[].class)),
                new ClientId(row.column("client_id").getString()));
    }

    private static String wire(Pass.State state) {
        return state.name().toLowerCase(Locale.ROOT);
    }

    /**
     * A step forward.
     *
     * @param stage the table at which it is now
     * @param position the last row there that is done with
     * @param checked rows done with in this step
     * @param renewed rows sealed again in this step
     * @param unreadable of those done with
     */
    record Progress(
            String stage,
            Optional<Position> position,
            int checked,
            int renewed,
            List<Renewal.Unreadable> unreadable,
            Duration took,
            boolean finished) {}

    /** A row that could not be opened. */
    record Fault(String stage, Position position, String reason) {}
}
