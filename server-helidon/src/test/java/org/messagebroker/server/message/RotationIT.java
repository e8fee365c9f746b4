package org.messagebroker.server.message;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.messagebroker.api.DeadLetterRequest.DeadLetter;
import org.messagebroker.api.DeliverResponse.Outcome;
import org.messagebroker.api.MessageId;
import org.messagebroker.api.MessageView;
import org.messagebroker.api.Permission;
import org.messagebroker.api.PhoneNumber;
import org.messagebroker.server.audit.TestAudit;
import org.messagebroker.server.crypto.KeyPurpose;
import org.messagebroker.server.crypto.KeyRing;
import org.messagebroker.server.crypto.TestKeys;
import org.messagebroker.server.message.MessageSearch.Term;
import org.messagebroker.server.reencryption.ReencryptionConfig;
import org.messagebroker.server.reencryption.Reencryptions;
import org.messagebroker.testing.Await;

/** Keys are rotated while several servers store messages. */
@Tag("database")
class RotationIT {

    private static final ReencryptionConfig FAST = new ReencryptionConfig(100_000, 50, Duration.ofSeconds(5));
    private static final int MOST = 20_000;

    @TempDir
    Path directory;

    private Messages messages;
    private KeyRing other;
    private DeliverService atOther;

    @BeforeEach
    void open() {
        messages = new Messages(directory, 12);
        other = TestKeys.another(directory, messages.database);
        atOther = messages.deliveries(other);
    }

    @AfterEach
    void close() {
        messages.close();
    }

    @Test
    void anotherServerStoresUnderTheNewKeyAtOnceThoughNobodyHasToldIt() {
        int version = rotate(KeyPurpose.CONTENT);
        MessageId id = Messages.newId();
        atOther.deliver(Messages.request(Messages.envelope(id, "after")), Messages.WORKER);
        assertEquals(Map.of(id, version), versions());
        assertEquals("after", onlyBody());
    }

    @Test
    void anotherServerKeepsDeadLettersUnderTheNewKeyAtOnce() {
        rotate(KeyPurpose.CONTENT);
        DeadLetterStore letters =
                new DeadLetterStore(messages.database, new MessageSealer(other), InstantSource.system());
        letters.keep(List.of(new DeadLetter(Messages.envelope(Messages.newId(), "x"), 1, "why", false, 0)));
        assertEquals(
                List.of(2),
                column("SELECT payload FROM dead_letters").stream()
                        .map(RotationIT::version)
                        .toList());
    }

    @Test
    void anotherServerFindsANumberUnderBothIndexKeys() {
        messages.deliver(Messages.envelope(Messages.newId(), "before"));
        rotate(KeyPurpose.NUMBER_INDEX);
        messages.deliver(Messages.envelope(Messages.newId(), "after"));
        assertEquals(
                2, column("SELECT DISTINCT sender_number_hmac FROM messages").size());
        MessageList list =
                new MessageList(messages.database, new MessageSealer(other), TestAudit.store(), InstantSource.system());
        var search = Messages.search(Optional.empty(), new Term.Number(new PhoneNumber(Messages.NUMBER)));
        assertEquals(
                2,
                list.read(search, Messages.caller(Permission.MESSAGE_READ_ALL)).size());
    }

    @Test
    void whatIsStoredAfterARotationIsNeverUnderAnOlderKey() throws Exception {
        AtomicBoolean enough = new AtomicBoolean();
        try (ExecutorService workers = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Set<MessageId>>> loads = loads(workers, enough);
            for (int version = 2; version <= 6; version++) {
                awaitMore();
                assertEquals(version, rotate(KeyPurpose.CONTENT));
                Set<MessageId> before = versions().keySet();
                awaitMore();
                Map<MessageId, Integer> after = versions();
                after.keySet().removeAll(before);
                assertEquals(Set.of(version), Set.copyOf(after.values()));
            }
            enough.set(true);
            assertEquals(all(loads), versions().keySet());
        }
    }

    @Test
    void nothingIsLostWhileEverythingIsSealedAgainUnderLoad() throws Exception {
        AtomicBoolean enough = new AtomicBoolean();
        try (ExecutorService workers = Executors.newVirtualThreadPerTaskExecutor();
                Reencryptions here = reencryptions(messages.keys);
                Reencryptions there = reencryptions(other)) {
            here.begin();
            there.begin();
            List<Future<Set<MessageId>>> loads = loads(workers, enough);
            for (KeyPurpose purpose : List.of(KeyPurpose.CONTENT, KeyPurpose.NUMBER_INDEX, KeyPurpose.CONTENT)) {
                awaitMore();
                messages.database.transaction(transaction -> {
                    messages.keys.rotate(transaction, purpose);
                    here.start(transaction, messages.keys.lock(transaction));
                    return purpose;
                });
                here.wake();
            }
            enough.set(true);
            Set<MessageId> all = all(loads);
            Await.until(() -> here.view().state().equals("finished"), "the pass ends");
            assertEquals(all, versions().keySet());
            assertEquals(Set.of(3), Set.copyOf(versions().values()));
            assertEquals(
                    1,
                    column("SELECT DISTINCT sender_number_hmac FROM messages").size());
            assertEquals(all.size(), readable());
        }
    }

    private List<Future<Set<MessageId>>> loads(ExecutorService workers, AtomicBoolean enough) {
        return Stream.of(messages.deliveries, atOther, messages.deliveries, atOther)
                .map(server -> workers.submit(() -> deliverUntil(enough, server)))
                .toList();
    }

    private static Set<MessageId> deliverUntil(AtomicBoolean enough, DeliverService server) {
        Set<MessageId> stored = new HashSet<>();
        while (!enough.get() && stored.size() < MOST) {
            List<MessageId> ids = Messages.newIds(10);
            server.deliver(Messages.request(ids), Messages.WORKER).results().stream()
                    .filter(result -> result.outcome() == Outcome.STORED)
                    .forEach(result -> stored.add(result.messageId()));
        }
        return stored;
    }

    private static Set<MessageId> all(List<Future<Set<MessageId>>> loads) throws Exception {
        Set<MessageId> all = new HashSet<>();
        for (Future<Set<MessageId>> load : loads) {
            all.addAll(load.get());
        }
        return all;
    }

    /** The load goes on. */
    private void awaitMore() {
        long stored = count();
        Await.until(() -> count() >= stored + 40, "more is stored");
    }

    private int rotate(KeyPurpose purpose) {
        int version = messages.database.transaction(transaction -> messages.keys.rotate(transaction, purpose));
        messages.keys.refresh();
        return version;
    }

    private Reencryptions reencryptions(KeyRing keys) {
        return Reencryptions.create(messages.database, keys, FAST, InstantSource.system());
    }

    private String onlyBody() {
        return messages.all(Permission.MESSAGE_READ_ALL, Permission.MESSAGE_BODY_READ)
                .getFirst()
                .messageBody()
                .orElseThrow();
    }

    /** How many are found by their number and open. */
    private long readable() {
        return Stream.iterate(
                        page(Optional.empty()),
                        page -> !page.isEmpty(),
                        page -> page(Optional.of(page.getLast().messageId())))
                .flatMap(List::stream)
                .filter(view -> view.messageBody().isPresent())
                .count();
    }

    private List<MessageView> page(Optional<MessageId> after) {
        Term number = new Term.Number(new PhoneNumber(Messages.NUMBER));
        MessageSearch search = new MessageSearch(
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                number,
                Optional.empty(),
                Optional.empty(),
                after,
                0,
                1000);
        return messages.list.read(search, Messages.caller(Permission.MESSAGE_READ_ALL, Permission.MESSAGE_BODY_READ));
    }

    private long count() {
        return messages.database.batch(connection -> {
            try (var statement = connection.createStatement();
                    var rows = statement.executeQuery("SELECT COUNT(*) FROM messages")) {
                rows.next();
                return rows.getLong(1);
            }
        });
    }

    /** The version of the key under which each body stands. */
    private Map<MessageId, Integer> versions() {
        return messages.database.batch(connection -> {
            Map<MessageId, Integer> found = new HashMap<>();
            try (var statement = connection.createStatement();
                    var rows = statement.executeQuery("SELECT message_id, message_body FROM messages")) {
                while (rows.next()) {
                    found.put(MessageId.ofBytes(rows.getBytes(1)), version(rows.getBytes(2)));
                }
            }
            return found;
        });
    }

    private static int version(byte[] stored) {
        return ByteBuffer.wrap(stored).getInt(1);
    }

    private List<byte[]> column(String sql) {
        return messages.database.batch(connection -> {
            List<byte[]> values = new ArrayList<>();
            try (var statement = connection.createStatement();
                    var rows = statement.executeQuery(sql)) {
                while (rows.next()) {
                    values.add(rows.getBytes(1));
                }
            }
            return values;
        });
    }
}
