package org.messagebroker.embedded;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedMariaDbIT {

    private static final Account APP = new Account("app", "app-password", "broker");
    private static final int SMALL_POOL = 32;

    @TempDir
    Path directory;

    @Test
    void keepsWhatWasCommittedBeforeItWasKilled() throws SQLException {
        EmbeddedMariaDb database = start();
        execute(database, "CREATE TABLE t (body VARCHAR(100))");
        execute(database, "INSERT INTO t VALUES ('سلام 👋')");
        database.kill();
        assertFalse(database.isAlive());
        try (EmbeddedMariaDb again = start()) {
            assertEquals("سلام 👋", query(again, "SELECT body FROM t"));
        }
    }

    @Test
    void stopsWhatAKilledOwnerLeftRunning() throws Exception {
        KilledOwner owner = KilledOwner.of("mariadb", directory);
        assertTrue(ProcessHandle.of(owner.leftover()).isPresent());
        try (EmbeddedMariaDb database = start()) {
            assertFalse(ProcessHandle.of(owner.leftover()).isPresent());
            assertEquals("1", query(database, "SELECT 1"));
        }
    }

    @Test
    void isGoneSoonWhenItsStartIsInterrupted() throws Exception {
        start().close();
        CompletableFuture<EmbeddedMariaDb> started = new CompletableFuture<>();
        Thread starting = Thread.ofVirtual().start(() -> started.completeAsync(this::start, Runnable::run));
        ProcessHandle server = runningServer();

        starting.interrupt();

        ExecutionException refused = assertThrows(ExecutionException.class, () -> started.get(30, TimeUnit.SECONDS));
        assertTrue(refused.getMessage().contains("Interrupted"), refused::getMessage);
        server.onExit().get(30, TimeUnit.SECONDS);
    }

    @Test
    void speaksTlsWithAKeyThatItHasMadeOnce() throws Exception {
        Path key = directory.resolve("tls.key");
        byte[] made;
        try (EmbeddedMariaDb database = start()) {
            assertTrue(query(database, "SHOW STATUS LIKE 'Ssl_version'", 2).startsWith("TLSv1."));
            assertEquals(PosixFilePermissions.fromString("rw-------"), Files.getPosixFilePermissions(key));
            made = Files.readAllBytes(key);
        }
        try (EmbeddedMariaDb again = start()) {
            assertTrue(query(again, "SHOW STATUS LIKE 'Ssl_version'", 2).startsWith("TLSv1."));
            assertArrayEquals(made, Files.readAllBytes(key));
        }
    }

    @Test
    void syncsEveryCommitAndSpeaksUtcAndUtf8() throws SQLException {
        try (EmbeddedMariaDb database = start()) {
            assertEquals("1", query(database, "SELECT @@innodb_flush_log_at_trx_commit"));
            assertEquals("+00:00", query(database, "SELECT @@global.time_zone"));
            assertEquals("utf8mb4", query(database, "SELECT @@character_set_server"));
            assertEquals("127.0.0.1", query(database, "SELECT @@bind_address"));
        }
    }

    @Test
    void letsInOnlyTheAccountsItWasGiven() {
        try (EmbeddedMariaDb database = start()) {
            assertRefused(database, "app", "other-password");
            assertRefused(database, "app", "");
            assertRefused(database, "root", "");
            assertRefused(database, "mariadb.sys", "");
            assertRefused(database, "", "");
        }
    }

    @Test
    void keepsAnAccountWithinItsDatabase() {
        try (EmbeddedMariaDb database = start()) {
            assertThrows(SQLException.class, () -> execute(database, "SELECT * FROM mysql.global_priv"));
            assertThrows(SQLException.class, () -> execute(database, "CREATE DATABASE other"));
        }
    }

    @Test
    void anAccountForRowsCannotChangeTables() throws SQLException {
        Account rows = new Account("rows", "rows-password", "broker", Account.Rights.ROWS);
        try (EmbeddedMariaDb database = EmbeddedMariaDb.start(directory, 0, List.of(APP, rows), SMALL_POOL)) {
            execute(database, "CREATE TABLE t (body VARCHAR(100))");
            try (Connection connection = connect(database, "rows", "rows-password");
                    Statement statement = connection.createStatement()) {
                statement.execute("INSERT INTO t VALUES ('one')");
                assertThrows(SQLException.class, () -> statement.execute("CREATE TABLE u (i INT)"));
                assertThrows(SQLException.class, () -> statement.execute("DROP TABLE t"));
            }
        }
    }

    @Test
    void anAccountForPartitionsChangesThoseOfItsTableOnly() throws SQLException {
        Account rows = new Account("rows", "rows-password", "broker", Account.Rights.ROWS, List.of("t"));
        try (EmbeddedMariaDb database = EmbeddedMariaDb.start(directory, 0, List.of(APP, rows), SMALL_POOL)) {
            execute(database, "CREATE TABLE t (i INT) PARTITION BY RANGE (i) (PARTITION a VALUES LESS THAN (1))");
            execute(database, "CREATE TABLE u (i INT) PARTITION BY RANGE (i) (PARTITION a VALUES LESS THAN (1))");
            try (Connection connection = connect(database, "rows", "rows-password");
                    Statement statement = connection.createStatement()) {
                statement.execute("ALTER TABLE t ADD PARTITION (PARTITION b VALUES LESS THAN (2))");
                statement.execute("ALTER TABLE t DROP PARTITION a");
                assertThrows(
                        SQLException.class,
                        () -> statement.execute("ALTER TABLE u ADD PARTITION (PARTITION b VALUES LESS THAN (2))"));
            }
        }
    }

    @Test
    void changesAPasswordAtTheNextStart() throws SQLException {
        start().close();
        Account changed = new Account("app", "new-password", "broker");
        try (EmbeddedMariaDb database = EmbeddedMariaDb.start(directory, 0, List.of(changed), SMALL_POOL)) {
            assertRefused(database, "app", APP.password());
            connect(database, "app", "new-password").close();
        }
    }

    @Test
    void keepsPasswordsOffTheCommandLineAndTheDisk() throws Exception {
        try (EmbeddedMariaDb database = start()) {
            String commandLine = Files.readString(Path.of("/proc/" + database.pid() + "/cmdline"));
            assertFalse(commandLine.contains(APP.password()));
            assertFalse(Files.exists(directory.resolve("accounts.sql")));
            assertEquals("rwx------", PosixFilePermissions.toString(Files.getPosixFilePermissions(directory)));
        }
    }

    @Test
    void saysThatThePortIsTaken() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            EmbeddedException refused = assertThrows(
                    EmbeddedException.class,
                    () -> EmbeddedMariaDb.start(directory, taken.getLocalPort(), List.of(APP), SMALL_POOL));
            assertTrue(refused.getMessage().contains("Port " + taken.getLocalPort()), refused.getMessage());
        }
    }

    @Test
    void refusesADirectoryThatIsInUse() {
        try (EmbeddedMariaDb database = start()) {
            EmbeddedException refused = assertThrows(EmbeddedException.class, this::start);
            assertTrue(refused.getMessage().contains("Another running process owns"), refused.getMessage());
            assertTrue(database.isAlive());
        }
    }

    @Test
    void showsTheLogWhenItCannotStart() throws Exception {
        start().close();
        Files.writeString(directory.resolve("data/ibdata1"), "broken");
        EmbeddedException refused = assertThrows(EmbeddedException.class, this::start);
        assertTrue(refused.getMessage().contains("mariadb.log"), refused.getMessage());
    }

    @Test
    void startsAfterAFirstStartThatWasCutShort() throws Exception {
        Files.createDirectories(directory.resolve("data.new/mysql"));
        Files.writeString(directory.resolve("data.new/ibdata1"), "half");
        try (EmbeddedMariaDb database = start()) {
            assertEquals("1", query(database, "SELECT 1"));
        }
    }

    /** Waits for the process, which does not answer yet. */
    private ProcessHandle runningServer() {
        String configuration = "--defaults-file=" + directory.resolve("mariadb.cnf");
        long end = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        while (System.nanoTime() < end) {
            Optional<ProcessHandle> server = ProcessHandle.allProcesses()
                    .filter(process -> List.of(process.info().arguments().orElse(new String[0]))
                            .contains(configuration))
                    .findAny();
            if (server.isPresent()) {
                return server.get();
            }
            LockSupport.parkNanos(Duration.ofMillis(5).toNanos());
        }
        throw new AssertionError("no server was started in " + directory);
    }

    private EmbeddedMariaDb start() {
        return EmbeddedMariaDb.start(directory, 0, List.of(APP), SMALL_POOL);
    }

    private static void assertRefused(EmbeddedMariaDb database, String user, String password) {
        assertThrows(SQLException.class, () -> connect(database, user, password).close());
    }

    private static Connection connect(EmbeddedMariaDb database, String user, String password) throws SQLException {
        return DriverManager.getConnection(database.jdbcUrl(APP.database()), user, password);
    }

    private static void execute(EmbeddedMariaDb database, String sql) throws SQLException {
        try (Connection connection = connect(database, APP.user(), APP.password());
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static String query(EmbeddedMariaDb database, String sql) throws SQLException {
        return query(database, sql, 1);
    }

    private static String query(EmbeddedMariaDb database, String sql, int column) throws SQLException {
        try (Connection connection = connect(database, APP.user(), APP.password());
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            assertTrue(rows.next());
            return rows.getString(column);
        }
    }
}
