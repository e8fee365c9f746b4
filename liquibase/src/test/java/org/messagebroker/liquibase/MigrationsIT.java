package org.messagebroker.liquibase;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.messagebroker.embedded.Account;
import org.messagebroker.embedded.EmbeddedMariaDb;

class MigrationsIT {

    private static final Account TESTER = Account.administrator("tester", "tester-password");

    @TempDir
    private static Path home = Path.of(".");

    @SuppressWarnings("NullAway.Init")
    private static EmbeddedMariaDb mariaDb;

    @BeforeAll
    static void startDatabase() {
        mariaDb = EmbeddedMariaDb.start(home, 0, List.of(TESTER), 32);
    }

    @AfterAll
    static void stopDatabase() {
        mariaDb.close();
    }

    @Test
    void appliesEachChangeOnce() throws SQLException {
        String url = emptyDatabase("once");
        migrate(url);
        int changes = count(url, "DATABASECHANGELOG");
        migrate(url);
        assertTrue(changes > 0);
        assertEquals(changes, count(url, "DATABASECHANGELOG"));
    }

    @Test
    void letsSeveralProcessesMigrateAtOnce() throws Exception {
        String url = emptyDatabase("together");
        try (ExecutorService processes = Executors.newFixedThreadPool(3)) {
            List<Future<?>> runs = List.of(
                    processes.submit(() -> migrate(url)),
                    processes.submit(() -> migrate(url)),
                    processes.submit(() -> migrate(url)));
            for (Future<?> run : runs) {
                finish(run);
            }
        }
        assertTrue(count(url, "DATABASECHANGELOG") > 0);
    }

    @Test
    void goesOnAfterOneThatWasKilledWhileItChangedTheSchema() throws SQLException {
        String url = emptyDatabase("killed");
        execute(
                url,
                "CREATE TABLE DATABASECHANGELOGLOCK (ID INT NOT NULL PRIMARY KEY, LOCKED TINYINT NOT NULL, "
                        + "LOCKGRANTED DATETIME NULL, LOCKEDBY VARCHAR(255) NULL)");
        execute(url, "INSERT INTO DATABASECHANGELOGLOCK VALUES (1, 1, NOW(), 'killed')");

        migrate(url);

        assertTrue(count(url, "DATABASECHANGELOG") > 0);
    }

    @Test
    void saysThatTheDatabaseCannotBeReachedWithoutThePassword() {
        MigrationException refused = assertThrows(
                MigrationException.class,
                () -> Migrations.migrate(mariaDb.jdbcUrl("mysql"), TESTER.user(), "wrong-password"));
        assertTrue(refused.getMessage().startsWith("Cannot reach the database as tester"), refused::getMessage);
        assertFalse(refused.getMessage().contains("wrong-password"), refused::getMessage);
    }

    private static void finish(Future<?> run) throws InterruptedException, ExecutionException {
        run.get();
    }

    private static void migrate(String url) {
        Migrations.migrate(url, TESTER.user(), TESTER.password());
    }

    private static String emptyDatabase(String name) throws SQLException {
        execute(mariaDb.jdbcUrl("mysql"), "CREATE DATABASE " + name);
        return mariaDb.jdbcUrl(name);
    }

    private static void execute(String url, String sql) throws SQLException {
        try (Connection connection = open(url);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static int count(String url, String table) throws SQLException {
        try (Connection connection = open(url);
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT COUNT(*) FROM " + table)) {
            assertTrue(rows.next());
            return rows.getInt(1);
        }
    }

    private static Connection open(String url) throws SQLException {
        return DriverManager.getConnection(url, TESTER.user(), TESTER.password());
    }
}
