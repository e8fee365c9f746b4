package org.messagebroker.server.audit;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import org.messagebroker.api.AuditVerdict;
import org.messagebroker.api.AuditVerdict.Finding;
import org.messagebroker.server.audit.AuditEntry.Actor;
import org.messagebroker.server.crypto.MasterKey;
import org.messagebroker.server.crypto.TestKeys;
import org.messagebroker.server.database.Database;
import org.messagebroker.server.database.TestDatabases;
import org.messagebroker.testing.TestDatabase;

/** An audit on a fresh database, and somebody who can write to that database behind its back. */
final class AuditFixture implements AutoCloseable {

    static final Actor PERSON =
            new Actor(Optional.of(UUID.randomUUID()), "سارا@example.org", "2001:db8::7", "request-1");

    final TestDatabase testDatabase = TestDatabase.create();
    final Database database = TestDatabases.open(testDatabase, 12);
    final MasterKey masterKey = TestKeys.masterKey();
    final ChainKey key = ChainKey.of(masterKey);
    final AtomicReference<Instant> now = new AtomicReference<>(Instant.now().truncatedTo(ChronoUnit.MILLIS));
    final AuditStore audit = new AuditStore(key, now::get);
    final Verification verification = new Verification(database, key, now::get);

    /** As on a new database, for the next test. */
    void clear() {
        sql(
                "DELETE FROM audit",
                "DELETE FROM audit_segments",
                "DELETE FROM audit_heads",
                "INSERT INTO audit_heads (chain, position, mac) VALUES ('acts', 0, REPEAT('\\0', 32)),"
                        + " ('logins', 0, REPEAT('\\0', 32))",
                "DROP TABLE IF EXISTS past, things");
    }

    void act(String action, Map<String, Object> details) {
        database.transaction(transaction -> {
            audit.add(transaction, new AuditEntry(PERSON, action, "فروشگاه ۱ 👋", details));
            return action;
        });
    }

    /** So many acts, named in their order. */
    void acts(int count) {
        for (int i = 1; i <= count; i++) {
            act("test.act." + i, Map.of("after", Map.of("نام", "مقدار \"" + i + "\" 😀\n")));
        }
    }

    void failedLogin() {
        database.transaction(transaction -> {
            audit.addFailedLogin(transaction, new AuditEntry(PERSON, "session.refuse", "x", Map.of()));
            return audit;
        });
    }

    void pass(Duration time) {
        now.updateAndGet(before -> before.plus(time));
    }

    Head head(Chain chain) {
        return database.read(execute -> AuditRows.head(execute, chain)).orElseThrow();
    }

    AuditVerdict verdict(Head... known) {
        return verification.verify(List.of(known));
    }

    /** As {@code KIND position}, without the position where there is none. */
    List<String> findings(Head... known) {
        return verdict(known).chains().stream()
                .flatMap(chain -> chain.findings().stream())
                .map(AuditFixture::text)
                .toList();
    }

    private static String text(Finding finding) {
        return finding.kind()
                + finding.position().map(position -> " " + position).orElse("");
    }

    void sql(String... statements) {
        try (Connection connection = testDatabase.connect();
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.executeUpdate(sql);
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    List<String> column(String sql) {
        try (Connection connection = testDatabase.connect();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            List<String> values = new ArrayList<>();
            while (rows.next()) {
                values.add(rows.getString(1));
            }
            return values;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        database.close();
        testDatabase.close();
    }
}
