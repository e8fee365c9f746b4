package org.messagebroker.server.retention;

import io.helidon.dbclient.DbExecute;
import io.helidon.dbclient.DbRow;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import org.messagebroker.api.RetentionRun;
import org.messagebroker.server.database.Rows;

/** The history of retention. Every method leaves the commit to its caller. */
final class RunStore {

    private static final String BEGIN =
            "INSERT INTO retention_runs (started_at, started_by, hidden) VALUES (:now, :by, :hidden)";
    private static final String NEWEST = """
            SELECT run_id, started_at, finished_at, started_by, hidden, deleted, partitions_dropped FROM retention_runs
            ORDER BY run_id DESC LIMIT :limit""";
    private static final String PROGRESS = """
            UPDATE retention_runs SET deleted = deleted + ?, partitions_dropped = partitions_dropped + ?
            WHERE finished_at IS NULL ORDER BY run_id DESC LIMIT 1""";
    private static final String FINISH = "UPDATE retention_runs SET finished_at = ? WHERE finished_at IS NULL";

    RetentionRun begin(DbExecute transaction, String by, long hidden, Instant now) {
        transaction
                .createNamedInsert("retention-run-begin", BEGIN)
                .addParam("now", Rows.time(now))
                .addParam("by", by)
                .addParam("hidden", hidden)
                .execute();
        return newest(transaction, 1).getFirst();
    }

    List<RetentionRun> newest(DbExecute execute, int limit) {
        return execute.createNamedQuery("retention-runs", NEWEST)
                .addParam("limit", limit)
                .execute()
                .map(RunStore::run)
                .toList();
    }

    static void progress(Connection connection, long deleted, int dropped) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement(PROGRESS)) {
            update.setLong(1, deleted);
            update.setInt(2, dropped);
            update.executeUpdate();
        }
    }

    static void finish(Connection connection, Instant now) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement(FINISH)) {
            update.setObject(1, Rows.time(now));
            update.executeUpdate();
        }
    }

    private static RetentionRun run(DbRow row) {
        return new RetentionRun(
                Rows.number(row, "run_id"),
                Rows.time(row, "started_at"),
                Rows.optionalTime(row, "finished_at"),
                row.column("started_by").getString(),
                Rows.number(row, "hidden"),
                Rows.number(row, "deleted"),
                Rows.number(row, "partitions_dropped"));
    }
}
