package org.messagebroker.liquibase;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Properties;
import java.util.logging.Level;
import java.util.logging.Logger;
import liquibase.Contexts;
import liquibase.LabelExpression;
import liquibase.Liquibase;
import liquibase.Scope;
import liquibase.UpdateSummaryEnum;
import liquibase.database.Database;
import liquibase.database.DatabaseFactory;
import liquibase.database.jvm.JdbcConnection;
import liquibase.exception.LiquibaseException;
import liquibase.resource.ClassLoaderResourceAccessor;
import liquibase.ui.LoggerUIService;

/** Brings a database to the schema of this version. Several processes may do it at once: one works, the others wait. */
public final class Migrations {

    private static final String CHANGELOG = "db/changelog.yaml";

    private static final int PATIENCE_SECONDS = 600;
    private static final String TAKE_TURN =
            "SELECT GET_LOCK(CONCAT('migrations-', LEFT(SHA2(DATABASE(), 256), 40)), " + PATIENCE_SECONDS + ")";

    /** Held, because a logger that nobody holds forgets its level. Below a warning, Liquibase tells each step twice. */
    private static final Logger LIQUIBASE_LOG = Logger.getLogger("liquibase");

    private Migrations() {}

    /**
     * Applies what is missing and returns when the schema is current.
     *
     * @param jdbcUrl of an existing database, MariaDB 11.4 or MySQL 8 and later, as {@code jdbc:mysql://host:port/name}
     * @throws MigrationException when the database cannot be reached or refuses a change
     */
    public static void migrate(String jdbcUrl, String user, String password) {
        Properties login = new Properties();
        login.setProperty("user", user);
        login.setProperty("password", password);
        try (Connection turn = DriverManager.getConnection(jdbcUrl, login);
                Connection connection = DriverManager.getConnection(jdbcUrl, login)) {
            awaitTurn(turn);
            migrate(connection);
        } catch (SQLException e) {
            throw new MigrationException("Cannot reach the database as " + user + ": " + e.getMessage(), e);
        }
    }

    /**
     * Liquibase's own lock is a table, and making that table is not guarded: two first starts at once would both make it.
     * Nor does that lock end with the process that holds it. The turn ends with its connection, so whoever has it knows
     * that a lock in the table was left by one that was killed.
     */
    private static void awaitTurn(Connection turn) throws SQLException {
        try (Statement statement = turn.createStatement();
                ResultSet granted = statement.executeQuery(TAKE_TURN)) {
            if (!granted.next() || granted.getInt(1) != 1) {
                throw new MigrationException("Another process has been changing the schema for " + PATIENCE_SECONDS
                        + " s. Look for it, end it if it hangs, and start again.");
            }
        }
    }

    private static void migrate(Connection connection) {
        LIQUIBASE_LOG.setLevel(Level.WARNING);
        try {
            Scope.child(Scope.Attr.ui, new LoggerUIService(), () -> update(connection));
        } catch (Exception e) {
            throw new MigrationException("The schema could not be brought up to date: " + e.getMessage(), e);
        }
    }

    private static void update(Connection connection) throws LiquibaseException {
        Database database =
                DatabaseFactory.getInstance().findCorrectDatabaseImplementation(new JdbcConnection(connection));
        try (Liquibase liquibase = new Liquibase(CHANGELOG, new ClassLoaderResourceAccessor(), database)) {
            liquibase.setShowSummary(UpdateSummaryEnum.OFF);
            liquibase.forceReleaseLocks();
            liquibase.update(new Contexts(), new LabelExpression());
        }
    }
}
