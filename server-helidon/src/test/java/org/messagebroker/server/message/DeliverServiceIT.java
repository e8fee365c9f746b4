package org.messagebroker.server.message;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.messagebroker.api.ClientId;
import org.messagebroker.api.DeliverRequest;
import org.messagebroker.api.DeliverResponse.Outcome;
import org.messagebroker.api.DeliverResponse.Result;
import org.messagebroker.api.Envelope;
import org.messagebroker.api.MessageId;
import org.messagebroker.api.MessageStatus;
import org.messagebroker.api.MessageView;
import org.messagebroker.api.Permission;
import org.messagebroker.api.RegisterRequest.Registration;
import org.messagebroker.testing.Await;

@Tag("database")
class DeliverServiceIT {

    @TempDir
    static Path directory;

    private static Messages messages;

    @BeforeAll
    static void open() {
        messages = new Messages(directory, 8);
    }

    @AfterAll
    static void close() {
        messages.close();
    }

    @BeforeEach
    void empty() throws SQLException {
        try (Connection connection = messages.testDatabase.connect();
                Statement statement = connection.createStatement()) {
            statement.execute("DELETE FROM messages");
        }
    }

    @Test
    void storesABatchAndAnswersForEachMessage() {
        List<MessageId> ids = Messages.newIds(20);
        List<Result> results = messages.deliveries
                .deliver(Messages.request(ids), Messages.WORKER)
                .results();
        assertEquals(ids, results.stream().map(Result::messageId).toList());
        assertTrue(results.stream().allMatch(result -> result.outcome() == Outcome.STORED));
        assertEquals(20, count());
    }

    @Test
    void answersDuplicateForWhatIsStoredAlreadyAndChangesNothing() {
        MessageId id = Messages.newId();
        messages.deliver(Messages.envelope(id, "first"));
        assertEquals(
                Outcome.DUPLICATE,
                messages.deliver(Messages.envelope(id, "second")).get(id));
        assertEquals("first", onlyView().messageBody().orElseThrow());
    }

    @Test
    void storesAnIdThatStandsTwiceInABatchOnce() {
        MessageId id = Messages.newId();
        List<Outcome> outcomes = messages
                .deliveries
                .deliver(
                        Messages.request(Messages.envelope(id, "first"), Messages.envelope(id, "second")),
                        Messages.WORKER)
                .results()
                .stream()
                .map(Result::outcome)
                .toList();
        assertEquals(List.of(Outcome.STORED, Outcome.DUPLICATE), outcomes);
        assertEquals("first", onlyView().messageBody().orElseThrow());
    }

    @Test
    void storesEachIdOnceWhenTwoWorkersDeliverOverlappingBatches() throws Exception {
        List<MessageId> ids = Messages.newIds(300);
        List<MessageId> shuffled = new ArrayList<>(ids);
        Collections.shuffle(shuffled);
        CountDownLatch together = new CountDownLatch(1);
        try (ExecutorService workers = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<List<Result>>> deliveries = Stream.of(ids.subList(0, 200), shuffled.subList(100, 300), ids)
                    .map(batch -> workers.submit(() -> {
                        together.await();
                        return messages.deliveries
                                .deliver(Messages.request(batch), Messages.WORKER)
                                .results();
                    }))
                    .toList();
            together.countDown();
            List<Result> results = new ArrayList<>();
            for (Future<List<Result>> delivery : deliveries) {
                results.addAll(delivery.get());
            }
            assertEquals(
                    300,
                    results.stream().filter(r -> r.outcome() == Outcome.STORED).count());
            assertEquals(
                    400,
                    results.stream()
                            .filter(r -> r.outcome() == Outcome.DUPLICATE)
                            .count());
        }
        assertEquals(300, count());
    }

    @Test
    void triesAgainWhenTheDatabaseBreaksADeadlock() throws Exception {
        List<MessageId> ids = Messages.newIds(2).stream().sorted().toList();
        register(ids);
        try (Connection other = messages.testDatabase.connect();
                ExecutorService worker = Executors.newVirtualThreadPerTaskExecutor()) {
            other.setAutoCommit(false);
            makeHeavy(other);
            touch(other, ids.getLast());
            Future<Map<MessageId, Outcome>> delivery = worker.submit(() -> messages.deliver(
                    Messages.envelope(ids.getFirst(), "one"), Messages.envelope(ids.getLast(), "two")));
            awaitLockWait();
            touch(other, ids.getFirst());
            other.commit();
            assertEquals(Map.of(ids.getFirst(), Outcome.STORED, ids.getLast(), Outcome.STORED), delivery.get());
        }
    }

    @Test
    void isNotUndoneByALateRegistration() {
        MessageId id = Messages.newId();
        messages.deliver(Messages.envelope(id, "body"));
        register(List.of(id));
        messages.store.report(id, StoredStatus.PROCESSING, 3, 0);
        assertEquals(
                MessageStatus.DELIVERED, messages.store.find(id).orElseThrow().status());
        assertEquals("body", onlyView().messageBody().orElseThrow());
    }

    @Test
    void completesAMessageThatWasRegisteredBefore() {
        MessageId id = Messages.newId();
        register(List.of(id));
        assertEquals(MessageStatus.QUEUED, messages.store.find(id).orElseThrow().status());
        messages.store.report(id, StoredStatus.PROCESSING, 3, 0);
        assertEquals(
                MessageStatus.PROCESSING, messages.store.find(id).orElseThrow().status());
        assertEquals(
                Outcome.STORED, messages.deliver(Messages.envelope(id, "body")).get(id));
        assertEquals(
                MessageStatus.DELIVERED, messages.store.find(id).orElseThrow().status());
        assertEquals(3, messages.store.find(id).orElseThrow().attemptCount());
    }

    @Test
    void refusesAPoisonedMessageAloneAndStoresTheRest() {
        Envelope good = Messages.envelope(Messages.newId(), "good");
        Envelope notJson = Messages.withPayload("{");
        Envelope badNumber = Messages.withPayload("{\"sender_number\":\"+12\",\"message_body\":\"x\"}");
        Envelope blank = Messages.withPayload("{\"sender_number\":\"" + Messages.NUMBER + "\",\"message_body\":\" \"}");
        Envelope noBody = Messages.withPayload("{\"sender_number\":\"" + Messages.NUMBER + "\"}");
        Envelope twice = Messages.withPayload(
                "{\"sender_number\":\"" + Messages.NUMBER + "\",\"message_body\":\"a\",\"message_body\":\"b\"}");
        Envelope notUtf8 = Messages.sealed(Messages.newId(), Messages.CLIENT, new byte[] {'"', -1, '"'});
        List<Envelope> bad = List.of(notJson, badNumber, blank, noBody, twice, notUtf8);
        Map<MessageId, Outcome> outcomes =
                messages.deliver(Stream.concat(bad.stream(), Stream.of(good)).toArray(Envelope[]::new));
        bad.forEach(each -> assertEquals(Outcome.REJECTED, outcomes.get(each.messageId())));
        assertEquals(Outcome.STORED, outcomes.get(good.messageId()));
        assertEquals(1, count());
    }

    @Test
    void storesTheRestWhenTheDatabaseRefusesOneRow() {
        List<MessageId> ids = Messages.newIds(20);
        MessageId refused = ids.get(7);
        change("ALTER TABLE messages ADD CONSTRAINT refuse_one CHECK (HEX(message_id) <> '"
                + refused.toString().replace("-", "").toUpperCase(java.util.Locale.ROOT) + "')");
        try {
            Map<MessageId, Outcome> outcomes = messages.deliver(
                    ids.stream().map(id -> Messages.envelope(id, "body")).toArray(Envelope[]::new));
            assertEquals(Outcome.RETRY_LATER, outcomes.get(refused));
            assertEquals(
                    19,
                    outcomes.values().stream().filter(Outcome.STORED::equals).count());
            assertEquals(19, count());
        } finally {
            change("ALTER TABLE messages DROP CONSTRAINT refuse_one");
        }
        assertEquals(
                Outcome.STORED,
                messages.deliver(Messages.envelope(refused, "body")).get(refused));
    }

    @Test
    void refusesIdsThatAreTooOldAndPutsOffThoseFromTheFuture() {
        MessageId old = MessageId.create(InstantSource.fixed(Instant.now().minus(Duration.ofDays(31))));
        MessageId future = MessageId.create(InstantSource.fixed(Instant.now().plus(Duration.ofMinutes(11))));
        MessageId nearlyOld = MessageId.create(InstantSource.fixed(Instant.now().minus(Duration.ofDays(29))));
        Map<MessageId, Outcome> outcomes = messages.deliver(
                Messages.envelope(old, "x"), Messages.envelope(future, "x"), Messages.envelope(nearlyOld, "x"));
        assertEquals(Map.of(old, Outcome.REJECTED, future, Outcome.RETRY_LATER, nearlyOld, Outcome.STORED), outcomes);
    }

    @Test
    void storesAMessageOfAProxyWhoseClockIsAheadWhenItsTimeHasCome() {
        MessageId id = Messages.newId();
        DeliverRequest request = Messages.request(Messages.envelope(id, "early"));
        InstantSource behind = () -> Instant.now().minus(Duration.ofMinutes(11));

        Result early = messages.deliveries(messages.keys, behind)
                .deliver(request, Messages.WORKER)
                .results()
                .getFirst();

        assertEquals(Outcome.RETRY_LATER, early.outcome());
        assertTrue(early.reason().orElseThrow().contains("the clock of its proxy is ahead"), early::toString);
        assertEquals(0, count());
        assertEquals(
                Outcome.STORED, messages.deliver(Messages.envelope(id, "early")).get(id));
    }

    @Test
    void storesNoTimeThatTheDatabaseCouldNotHold() {
        Envelope good = Messages.envelope(Messages.newId(), "x");
        Envelope early = new Envelope(Envelope.SEALED, Messages.newId(), Messages.CLIENT, Instant.MAX, good.payload());
        Envelope late = new Envelope(Envelope.SEALED, Messages.newId(), Messages.CLIENT, Instant.MIN, good.payload());
        assertEquals(
                Map.of(
                        good.messageId(), Outcome.STORED,
                        early.messageId(), Outcome.RETRY_LATER,
                        late.messageId(), Outcome.REJECTED),
                messages.deliver(good, early, late));
    }

    @Test
    void keepsAFormThatItDoesNotKnowForLater() {
        Envelope sealed = new Envelope(7, Messages.newId(), Messages.CLIENT, Instant.now(), new byte[] {1, 2, 3});
        assertEquals(Outcome.RETRY_LATER, messages.deliver(sealed).get(sealed.messageId()));
    }

    @Test
    void refusesAnIdThatBelongsToAnotherClient() {
        MessageId id = Messages.newId();
        messages.deliver(Messages.envelope(id, "mine"));
        Envelope stolen = Messages.envelope(id, new ClientId("client-b"), "theirs");
        assertEquals(Outcome.REJECTED, messages.deliver(stolen).get(id));
        assertEquals("mine", onlyView().messageBody().orElseThrow());
        assertEquals(Messages.CLIENT, onlyView().clientId());
    }

    @Test
    void bringsPersianAndEmojiBackUnharmed() {
        String body = "سلام 👋🏽 دنیا\u200c‌ها — ۱۲۳\n\t\"'\\%_\uD83D\uDC68\u200D\uD83D\uDC69";
        messages.deliver(Messages.envelope(Messages.newId(), body));
        assertEquals(body, onlyView().messageBody().orElseThrow());
        assertEquals("+98******4567", onlyView().senderNumberMasked().orElseThrow());
    }

    @Test
    void holdsABodyOfTheGreatestLength() {
        String body = "👋".repeat(1000);
        messages.deliver(Messages.envelope(Messages.newId(), body));
        assertEquals(body, onlyView().messageBody().orElseThrow());
    }

    private static void register(List<MessageId> ids) {
        messages.registrations.register(ids.stream()
                .map(id -> new Registration(id, Messages.CLIENT, Instant.now()))
                .toList());
    }

    private static MessageView onlyView() {
        List<MessageView> views = messages.all(Permission.MESSAGE_READ_ALL, Permission.MESSAGE_BODY_READ);
        assertEquals(1, views.size());
        return views.getFirst();
    }

    private static long count() {
        return number("SELECT COUNT(*) FROM messages");
    }

    private static long number(String sql) {
        return number(sql, 1);
    }

    private static long number(String sql, int column) {
        try (Connection connection = messages.testDatabase.connect();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getLong(column);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void change(String sql) {
        try (Connection connection = messages.testDatabase.connect();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The database breaks the transaction that has changed less. */
    private static void makeHeavy(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            for (int i = 0; i < 50; i++) {
                statement.execute("INSERT INTO clients (client_id, state, created_at) VALUES ('heavy-" + i
                        + "', 'active', UTC_TIMESTAMP())");
            }
        }
    }

    private static void touch(Connection connection, MessageId id) throws SQLException {
        try (var update = connection.prepareStatement(
                "UPDATE messages SET attempt_count = attempt_count + 1 WHERE message_id = ?")) {
            update.setBytes(1, id.bytes());
            update.executeUpdate();
        }
    }

    /** By the counter: the table innodb_trx shows the same for ever to who asks more often than every 100 ms. */
    private static void awaitLockWait() {
        Await.until(
                () -> number("SHOW GLOBAL STATUS LIKE 'Innodb_row_lock_current_waits'", 2) > 0,
                "the delivery waits for the lock");
    }
}
