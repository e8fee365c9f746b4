package org.messagebroker.server.message;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.messagebroker.api.ClientId;
import org.messagebroker.api.DeadLetterOrder;
import org.messagebroker.api.DeadLetterRequest.DeadLetter;
import org.messagebroker.api.Envelope;
import org.messagebroker.api.MessageId;
import org.messagebroker.api.Permission;
import org.messagebroker.api.RegisterRequest.Registration;
import org.messagebroker.server.audit.TestAudit;
import org.messagebroker.server.command.CommandStore;
import org.messagebroker.server.statistics.TestFolding;

/** Counts agree with a full count, whoever writes at the same time. */
@Tag("database")
class RollupIT {

    private static final List<ClientId> CLIENTS =
            List.of(new ClientId("client-a"), new ClientId("client-b"), new ClientId("client-c"));
    private static final ZoneId TEHRAN = ZoneId.of("Asia/Tehran");

    @TempDir
    Path directory;

    @Test
    void agreesWithAFullCountWhenBatchesOverlapAndRaceWithRegistrationsAndDeadLetters() throws Exception {
        try (Messages messages = new Messages(directory, 8)) {
            addClients(messages);
            List<Envelope> envelopes = envelopes(400);
            CountDownLatch together = new CountDownLatch(1);
            try (ExecutorService workers = Executors.newVirtualThreadPerTaskExecutor()) {
                List<Future<?>> racers = new ArrayList<>();
                for (Work work : List.<Work>of(
                        part -> deliver(messages, part),
                        part -> deliver(messages, part),
                        part -> register(messages, part),
                        part -> messages.deadLetters.keep(letters(part)),
                        part -> report(messages, part),
                        part -> TestFolding.fold(messages.database, TEHRAN))) {
                    List<Envelope> shuffled = new ArrayList<>(envelopes);
                    Collections.shuffle(shuffled, new Random(racers.size()));
                    racers.add(workers.submit(() -> {
                        together.await();
                        for (int from = 0; from < 300; from += 50) {
                            work.on(shuffled.subList(from, from + 50));
                        }
                        return true;
                    }));
                }
                together.countDown();
                for (Future<?> racer : racers) {
                    racer.get();
                }
            }
            assertEquals(fullCount(messages), pendingAndRollups(messages));
            TestFolding.fold(messages.database, TEHRAN);
            assertEquals(List.of("0"), rows(messages, "SELECT COUNT(*) FROM statistics_pending"));
            assertEquals(fullCount(messages), pendingAndRollups(messages));
            for (String span : List.of("day", "month", "jmonth", "all")) {
                assertEquals(
                        rows(messages, "SELECT COUNT(*), SUM(status = 2), SUM(status = 3) FROM messages"),
                        rows(messages, """
                                SELECT SUM(queued + processing + failed + delivered), SUM(failed), SUM(delivered)
                                FROM statistics_rollups WHERE client_id = '' AND span = '""" + span + "'"),
                        span);
            }
        }
    }

    @Test
    void countsEachDeliveryTimeInOneBucketAndTakesTheDomainFromTheInventory() throws SQLException {
        try (Messages messages = new Messages(directory, 4)) {
            addClients(messages);
            messages.deliver(envelopes(30).toArray(Envelope[]::new));
            TestFolding.fold(messages.database, TEHRAN);
            assertEquals(List.of("30"), rows(messages, """
                    SELECT SUM(t10 + t20 + t50 + t100 + t200 + t500 + t1000 + t2000 + t5000 + t10000 + t30000 + t60000
                        + t300000 + t3600000 + tmore) FROM statistics_rollups WHERE span = 'all' AND client_id = ''"""));
            assertEquals(List.of("bank.example|20"), rows(messages, """
                            SELECT domain, SUM(delivered) FROM statistics_rollups
                            WHERE span = 'day' AND domain <> '' GROUP BY domain"""));
        }
    }

    @Test
    void followsMessagesThatArePutBackIntoTheQueueAndDieAgain() throws SQLException {
        try (Messages messages = new Messages(directory, 4)) {
            addClients(messages);
            List<Envelope> envelopes = envelopes(12);
            messages.deadLetters.keep(letters(envelopes));
            DeadLetterDecisions decisions = new DeadLetterDecisions(
                    messages.database,
                    new CommandStore(messages.database, InstantSource.system()),
                    TestAudit.store(),
                    InstantSource.system());
            List<MessageId> ids = envelopes.stream().map(Envelope::messageId).toList();

            decisions.requeue(
                    DeadLetterOrder.of(ids),
                    Messages.caller(Permission.MESSAGE_REQUEUE).actor());
            assertEquals(fullCount(messages), pendingAndRollups(messages));

            deliver(messages, envelopes.subList(0, 6));
            messages.deadLetters.keep(envelopes.subList(6, 9).stream()
                    .map(one -> new DeadLetter(one, 3, "spent", true, 1))
                    .toList());
            assertEquals(List.of("3|3|6"), rows(messages, """
                    SELECT SUM(status = 0), SUM(status = 2), SUM(status = 3) FROM messages"""));
            assertEquals(fullCount(messages), pendingAndRollups(messages));
        }
    }

    private static void addClients(Messages messages) throws SQLException {
        try (Connection connection = messages.testDatabase.connect();
                Statement statement = connection.createStatement()) {
            statement.execute("INSERT INTO clients (client_id, domain, state, created_at) VALUES"
                    + " ('client-a', 'bank.example', 'active', UTC_TIMESTAMP()),"
                    + " ('client-b', 'bank.example', 'active', UTC_TIMESTAMP()),"
                    + " ('client-c', NULL, 'active', UTC_TIMESTAMP())");
        }
    }

    /** Of several quarter-hours and clients. */
    private static List<Envelope> envelopes(int count) {
        List<Envelope> envelopes = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Instant time = Instant.now().minus(Duration.ofMinutes(7L * (i % 11)));
            MessageId id = MessageId.create(InstantSource.fixed(time));
            envelopes.add(Messages.envelope(id, CLIENTS.get(i % CLIENTS.size()), "body " + i));
        }
        return envelopes;
    }

    private static void deliver(Messages messages, List<Envelope> part) {
        messages.deliver(part.toArray(Envelope[]::new));
    }

    private static void register(Messages messages, List<Envelope> part) {
        messages.registrations.register(part.stream()
                .map(one -> new Registration(one.messageId(), one.clientId(), one.acceptedAt()))
                .toList());
    }

    private static List<DeadLetter> letters(List<Envelope> part) {
        return part.stream()
                .map(one -> new DeadLetter(one, 3, "spent", true, 0))
                .toList();
    }

    private static void report(Messages messages, List<Envelope> part) {
        part.forEach(one -> messages.store.report(one.messageId(), StoredStatus.PROCESSING, 1, 0));
    }

    /** Of every quarter-hour, client and status. */
    private static SortedMap<String, String> fullCount(Messages messages) throws SQLException {
        return keyed(rows(messages, """
                SELECT CAST(CONV(HEX(SUBSTRING(message_id, 1, 6)), 16, 10) AS UNSIGNED) DIV 900000 AS quarter, client_id,
                    SUM(status = 0), SUM(status = 1), SUM(status = 2), SUM(status = 3)
                FROM messages GROUP BY quarter, client_id"""));
    }

    private static SortedMap<String, String> pendingAndRollups(Messages messages) throws SQLException {
        return keyed(rows(messages, """
                SELECT quarter, client_id, SUM(queued), SUM(processing), SUM(failed), SUM(delivered) FROM (
                    SELECT quarter, client_id, queued, processing, failed, delivered FROM statistics_pending
                    UNION ALL SELECT period, client_id, queued, processing, failed, delivered FROM statistics_rollups
                        WHERE span = 'quarter' AND client_id <> '') parts
                GROUP BY quarter, client_id"""));
    }

    private static SortedMap<String, String> keyed(List<String> rows) {
        SortedMap<String, String> counts = new TreeMap<>();
        rows.forEach(row -> counts.put(row.substring(0, row.indexOf('|')) + row.split("\\|")[1], row));
        return counts;
    }

    private static List<String> rows(Messages messages, String sql) throws SQLException {
        try (Connection connection = messages.testDatabase.connect();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            List<String> found = new ArrayList<>();
            while (rows.next()) {
                List<String> columns = new ArrayList<>();
                for (int i = 1; i <= rows.getMetaData().getColumnCount(); i++) {
                    columns.add(Optional.ofNullable(rows.getString(i)).orElse("-"));
                }
                found.add(String.join("|", columns));
            }
            return found;
        }
    }

    private interface Work {
        void on(List<Envelope> part);
    }
}
