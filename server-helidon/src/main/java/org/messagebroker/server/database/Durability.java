package org.messagebroker.server.database;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import java.util.Set;

/** Whether a commit is on the disk when the database says that it is done; see docs/decisions/2026-11-23-durable-or-refused.md. */
public final class Durability {

    private static final String SETTING = "SELECT @@innodb_flush_log_at_trx_commit";
    /** 3 is MariaDB's only, and syncs at the prepare, too. */
    private static final Set<Integer> SYNCED = Set.of(1, 3);

    private final Database database;

    public Durability(Database database) {
        this.database = database;
    }

    /** What is wrong, in words for an administrator; empty when nothing is. */
    public Optional<String> fault() {
        try {
            return database.batch(Durability::fault);
        } catch (DatabaseUnavailableException unavailable) {
            return Optional.of("the database does not answer; whether it syncs what it commits is not known");
        }
    }

    /**
     * Makes sure of it in the transaction whose commit somebody relies on.
     *
     * @throws UnsafeDatabaseException when it is not; nothing may be told to be stored then
     */
    public static void require(Connection connection) throws SQLException {
        Optional<String> fault = fault(connection);
        if (fault.isPresent()) {
            throw new UnsafeDatabaseException(fault.get());
        }
    }

    private static Optional<String> fault(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(SETTING)) {
            row.next();
            int value = row.getInt(1);
            return SYNCED.contains(value) ? Optional.empty() : Optional.of(lost(value));
        }
    }

    private static String lost(int value) {
        return "the database has innodb_flush_log_at_trx_commit=" + value
                + ", so that a power cut loses what was told to be stored; nothing is stored until it is 1"
                + " (SET GLOBAL innodb_flush_log_at_trx_commit=1, and in the database's configuration)";
    }
}
