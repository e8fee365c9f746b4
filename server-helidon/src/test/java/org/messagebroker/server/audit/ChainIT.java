package org.messagebroker.server.audit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Period;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.messagebroker.server.database.RefusedDataException;
import org.messagebroker.server.ledger.Ledger;

/** How the chains begin, grow, are watched and end. */
@Tag("database")
@Timeout(120)
class ChainIT {

    @TempDir
    private Path directory;

    @SuppressWarnings("NullAway.Init")
    private static AuditFixture fixture;

    @BeforeAll
    static void open() {
        fixture = new AuditFixture();
    }

    @BeforeEach
    void clear() {
        fixture.clear();
    }

    @AfterAll
    static void close() {
        fixture.close();
    }

    /** Each transaction adds to the audit first and then locks rows in an order of its own. */
    @Test
    void keepsOneUnbrokenChainUnderEightAtOnce() throws Exception {
        fixture.sql(
                "CREATE TABLE things (id INT PRIMARY KEY, n INT NOT NULL)",
                "INSERT INTO things VALUES (0, 0), (1, 0), (2, 0), (3, 0), (4, 0), (5, 0), (6, 0), (7, 0)");
        CountDownLatch together = new CountDownLatch(8);
        try (ExecutorService people = Executors.newFixedThreadPool(8)) {
            List<Future<Boolean>> acting = new ArrayList<>();
            for (int person = 0; person < 8; person++) {
                int id = person;
                acting.add(people.submit(() -> {
                    together.countDown();
                    together.await();
                    IntStream.range(0, 25).forEach(i -> change(id, i % 2 == 0));
                    return true;
                }));
            }
            for (Future<Boolean> each : acting) {
                assertTrue(each.get());
            }
        }
        assertEquals(List.of(), fixture.findings());
        assertEquals(200, fixture.head(Chain.ACTS).position());
        assertEquals(List.of("200"), fixture.column("SELECT SUM(n) FROM things"));
    }

    private static void change(int id, boolean plain) {
        AuditEntry entry = new AuditEntry(AuditFixture.PERSON, "thing.change", Integer.toString(id), Map.of());
        String sql = "UPDATE things SET n = n + 1 WHERE id = " + id;
        if (plain) {
            fixture.database.batch(connection -> {
                fixture.audit.add(connection, entry);
                try (Statement statement = connection.createStatement()) {
                    return statement.executeUpdate(sql);
                }
            });
        } else {
            fixture.database.transaction(transaction -> {
                fixture.audit.add(transaction, entry);
                return transaction.createUpdate(sql).execute();
            });
        }
    }

    /** Two acts that lock the same row and would wait for each other if the head were locked when the act is added. */
    @Test
    void locksTheHeadLast() throws Exception {
        fixture.sql("CREATE TABLE things (id INT PRIMARY KEY, n INT NOT NULL)", "INSERT INTO things VALUES (0, 0)");
        CountDownLatch added = new CountDownLatch(1);
        CountDownLatch other = new CountDownLatch(1);
        try (ExecutorService people = Executors.newFixedThreadPool(1)) {
            Future<Boolean> slow = people.submit(() -> fixture.database.transaction(transaction -> {
                fixture.audit.add(transaction, new AuditEntry(AuditFixture.PERSON, "slow.act", "", Map.of()));
                added.countDown();
                await(other);
                return true;
            }));
            await(added);
            change(0, false);
            other.countDown();
            assertTrue(slow.get());
        }
        assertEquals(List.of("thing.change", "slow.act"), fixture.column("SELECT action FROM audit ORDER BY position"));
        assertEquals(List.of(), fixture.findings());
    }

    @Test
    void undoesTheActWhenItsEntryCannotBeWritten() {
        fixture.sql("CREATE TABLE things (id INT PRIMARY KEY, n INT NOT NULL)", "INSERT INTO things VALUES (0, 0)");
        assertThrows(RefusedDataException.class, () -> actOnThing("a".repeat(65)));
        assertEquals(List.of("0"), fixture.column("SELECT n FROM things"));

        fixture.sql("DELETE FROM audit_heads");
        assertThrows(AuditException.class, () -> actOnThing("thing.change"));
        assertEquals(List.of("0"), fixture.column("SELECT n FROM things"));
        assertEquals(List.of("0"), fixture.column("SELECT COUNT(*) FROM audit"));
    }

    private static void actOnThing(String action) {
        fixture.database.transaction(transaction -> {
            fixture.audit.add(transaction, new AuditEntry(AuditFixture.PERSON, action, "", Map.of()));
            return transaction.createUpdate("UPDATE things SET n = n + 1").execute();
        });
    }

    @Test
    void refusesAnEntryOutsideOfItsTransaction() {
        AuditEntry entry = new AuditEntry(AuditFixture.PERSON, "x", "", Map.of());
        assertThrows(
                IllegalStateException.class,
                () -> fixture.database.read(execute -> {
                    fixture.audit.add(execute, entry);
                    return entry;
                }));
    }

    @Test
    void keepsNoAdministratorWaitingForGuessers() throws Exception {
        try (Connection guesser = fixture.testDatabase.connect();
                ExecutorService others = Executors.newFixedThreadPool(1)) {
            guesser.setAutoCommit(false);
            lockHead(guesser, Chain.LOGINS);
            Future<?> next = others.submit(fixture::failedLogin);
            long before = System.nanoTime();
            fixture.acts(20);
            long took = System.nanoTime() - before;
            assertFalse(next.isDone(), "guessers wait for each other");
            assertTrue(took < TimeUnit.SECONDS.toNanos(3), () -> "took " + took / 1_000_000 + " ms");
            guesser.rollback();
            next.get();
        }
        assertEquals(List.of(), fixture.findings());
        assertEquals(1, fixture.head(Chain.LOGINS).position());
        assertEquals(20, fixture.head(Chain.ACTS).position());
    }

    private static void lockHead(Connection connection, Chain chain) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.executeQuery("SELECT * FROM audit_heads WHERE chain = '" + chain.wire() + "' FOR UPDATE");
        }
    }

    @Test
    void chainsWhatWasThereBeforeOnceAndMarksThePlace() {
        fixture.sql(unchained("نخست"), unchained("second"));
        ChainBeginning beginning = new ChainBeginning(fixture.database, fixture.key, fixture.audit);
        beginning.prepare(Set.of());
        assertEquals(List.of(), fixture.findings());
        assertEquals(
                List.of("نخست", "second", "audit.begin"), fixture.column("SELECT action FROM audit ORDER BY position"));

        fixture.sql(unchained("smuggled"));
        beginning.prepare(Set.of());
        assertEquals(List.of("INSERTED"), fixture.findings());
        assertEquals(3, fixture.head(Chain.ACTS).position());
    }

    @Test
    void vouchesForNothingWhenTheAuditIsKnownToHaveBegunElsewhere() {
        fixture.sql(unchained("smuggled"));
        new ChainBeginning(fixture.database, fixture.key, fixture.audit).prepare(Set.of(Chain.ACTS));
        assertEquals(List.of("INSERTED"), fixture.findings());
    }

    private static String unchained(String action) {
        return "INSERT INTO audit (at, actor, address, request_id, action, target, details)"
                + " VALUES (UTC_TIMESTAMP(3), 'system', '', '', '" + action + "', '', '{}')";
    }

    @Test
    void makesALostHeadAnewAndSaysSo() {
        fixture.acts(3);
        fixture.sql("DELETE FROM audit_heads WHERE chain = 'acts'");
        new ChainBeginning(fixture.database, fixture.key, fixture.audit).prepare(Set.of());
        assertEquals(List.of(), fixture.findings());
        assertEquals(List.of("audit.head.restore"), fixture.column("SELECT action FROM audit WHERE position = 4"));
    }

    @Test
    void leavesASignedSegmentInThePlaceOfWhatIsOver() {
        fixture.acts(5);
        fixture.pass(Duration.ofDays(31));
        fixture.acts(2);
        Head kept = fixture.head(Chain.ACTS);
        prune(30);
        assertEquals(List.of("6", "7", "8"), fixture.column("SELECT position FROM audit ORDER BY position"));
        assertEquals(List.of(), fixture.findings(kept));
        assertEquals(5, fixture.verdict().chains().getFirst().removedUntil());

        fixture.pass(Duration.ofDays(31));
        prune(30);
        assertEquals(List.of(), fixture.findings());
        assertEquals(List.of("5", "8"), fixture.column("SELECT last_position FROM audit_segments"));

        fixture.sql("UPDATE audit_segments SET last_at = last_at + INTERVAL 1 DAY WHERE last_position = 5");
        assertEquals(List.of("SEGMENT 1"), fixture.findings());
        fixture.sql("DELETE FROM audit_segments WHERE last_position = 5");
        assertEquals(List.of("SEGMENT 1"), fixture.findings());
        fixture.sql("DELETE FROM audit_segments");
        assertEquals(List.of("MISSING 1"), fixture.findings());
    }

    @Test
    void keepsWhatIsOverWhenItIsNotWhole() {
        fixture.acts(5);
        fixture.sql("UPDATE audit SET details = '{}' WHERE position = 3");
        fixture.pass(Duration.ofDays(31));
        prune(30);
        assertEquals(List.of("5"), fixture.column("SELECT COUNT(*) FROM audit"));
        assertEquals(List.of("ALTERED 3"), fixture.findings());
    }

    @Test
    void keepsForEverWhatHasNoTerm() {
        fixture.acts(5);
        fixture.pass(Duration.ofDays(10_000));
        prune(0);
        assertEquals(List.of("5"), fixture.column("SELECT COUNT(*) FROM audit"));
    }

    private static void prune(int days) {
        AuditConfig config = new AuditConfig(Duration.ofMinutes(10), Period.ofDays(days), Period.ZERO);
        new Pruning(fixture.database, fixture.key, fixture.audit, config, fixture.now::get).turn();
    }

    @Test
    void noticesACutEndByTheLedgerAlsoAfterARestart() {
        Ledger ledger = Ledger.in(directory, fixture.masterKey.derive("ledger"), fixture.now::get);
        fixture.acts(5);
        HeadWatch watch = watch(ledger);
        watch.turn();
        assertTrue(watch.fault().isEmpty());

        cutBehindThree();
        fixture.pass(Duration.ofMinutes(2));
        watch.turn();
        assertTrue(watch.fault().orElseThrow().contains("ends at row 3, though row 5 was there"));

        HeadWatch next = watch(ledger);
        assertEquals(Set.of(Chain.ACTS), next.remember());
        next.look();
        assertTrue(next.fault().isPresent());
        fixture.acts(4);
        next.look();
        assertTrue(next.fault().orElseThrow().contains("row 5"), "rows written since do not hide it");

        next.accept();
        assertTrue(next.fault().isEmpty());
        HeadWatch last = watch(ledger);
        last.remember();
        last.look();
        assertTrue(last.fault().isEmpty(), "what was accepted counts after a restart too");
    }

    private static HeadWatch watch(Ledger ledger) {
        return new HeadWatch(fixture.database, ledger, Duration.ofMinutes(1), fixture.now::get);
    }

    private static void cutBehindThree() {
        fixture.sql(
                "UPDATE audit_heads SET position = 3, mac = (SELECT mac FROM audit WHERE position = 3)"
                        + " WHERE chain = 'acts'",
                "DELETE FROM audit WHERE position > 3");
    }

    private static void await(CountDownLatch latch) {
        try {
            assertTrue(latch.await(30, TimeUnit.SECONDS));
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
