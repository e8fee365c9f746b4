package org.messagebroker.server.reencryption;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.messagebroker.api.MessageId;
import org.messagebroker.server.crypto.FieldCipher.Field;
import org.messagebroker.server.crypto.KeyPurpose;
import org.messagebroker.server.crypto.NumberIndex;
import org.messagebroker.testing.Await;

/** What is stored is sealed again while everything goes on. */
@Tag("database")
class ReencryptionIT {

    private static final Duration LONG = Duration.ofMinutes(10);
    private static final Duration SHORT = Duration.ofSeconds(1);

    @TempDir
    Path directory;

    private StoredRows rows;

    @BeforeEach
    void open() {
        rows = new StoredRows(directory);
    }

    @AfterEach
    void close() {
        rows.close();
    }

    @Test
    void hasNothingToDoBeforeTheFirstRotation() {
        rows.addMessages(3);
        assertEquals(Optional.empty(), rows.worker(2, LONG).step());
        assertEquals(Optional.empty(), obstacle());
    }

    @Test
    void sealsMessagesAndDeadLettersAgain() {
        List<MessageId> ids = rows.addMessages(7);
        MessageId dead = rows.addDeadLetter("given up");
        assertEquals(2, rows.rotate(KeyPurpose.CONTENT));
        assertEquals(Optional.of("the re-encryption is not finished"), obstacle());
        finish(rows.worker(3, LONG));
        assertEquals(7, rows.under(2, "messages", "message_body"));
        assertEquals(7, rows.under(2, "messages", "sender_number"));
        assertEquals(1, rows.under(2, "dead_letters", "payload"));
        assertEquals("body 6", rows.body(ids.getLast()));
        byte[] payload = rows.bytes("SELECT payload FROM dead_letters WHERE message_id = ?", dead);
        assertEquals("given up", rows.open(dead, Field.DEAD_LETTER, payload));
        assertEquals(8, rows.pass().checked());
        assertEquals(8, rows.pass().renewed());
        assertEquals(Optional.empty(), obstacle());
    }

    @Test
    void findsNumbersUnderBothIndexKeysUntilItIsDoneAndUnderTheNewOneAlone() {
        MessageId id = rows.addMessage("x");
        byte[] before = index(id);
        rows.rotate(KeyPurpose.NUMBER_INDEX);
        assertEquals(2, new NumberIndex(rows.keys).all(StoredRows.NUMBER).size());
        assertTrue(new NumberIndex(rows.keys)
                .all(StoredRows.NUMBER).stream().anyMatch(value -> Arrays.equals(value, before)));
        finish(rows.worker(10, LONG));
        assertArrayEquals(new NumberIndex(rows.keys).of(StoredRows.NUMBER), index(id));
        assertFalse(Arrays.equals(before, index(id)));
        assertEquals("x", rows.body(id));
    }

    @Test
    void leavesWhatHasNoContentYetAlone() {
        MessageId id = MessageId.create(InstantSource.system());
        rows.execute(
                "INSERT INTO messages (message_id, client_id, status, queued_at, created_at)"
                        + " VALUES (?, 'client-a', 0, UTC_TIMESTAMP(3), UTC_TIMESTAMP(3))",
                (Object) id.bytes());
        rows.rotate(KeyPurpose.CONTENT);
        finish(rows.worker(10, LONG));
        assertEquals(0, rows.pass().renewed());
        assertEquals(1, rows.pass().checked());
    }

    @Test
    void goesOnElsewhereWhereADeadServerStopped() {
        rows.addMessages(10);
        rows.rotate(KeyPurpose.CONTENT);
        Reencryption dead = rows.worker(4, SHORT);
        // Dead letters are done, four messages are sealed again, and the step that moves on has not come.
        dead.step();
        dead.step();
        assertEquals(4, rows.under(2, "messages", "message_body"));
        Reencryption heir = rows.worker(4, LONG);
        Await.until(() -> heir.step().isPresent(), "the lease of the dead ends");
        finish(heir);
        assertEquals(10, rows.under(2, "messages", "message_body"));
        assertEquals(10, rows.pass().checked());
        assertEquals(10, rows.pass().renewed());
    }

    @Test
    void oneServerWorksAtATime() {
        rows.addMessages(5);
        rows.rotate(KeyPurpose.CONTENT);
        Reencryption first = rows.worker(1, LONG);
        Reencryption second = rows.worker(1, LONG);
        assertTrue(first.step().isPresent());
        assertEquals(Optional.empty(), second.step());
        first.release();
        assertTrue(second.step().isPresent());
        assertEquals(Optional.empty(), first.step());
    }

    @Test
    void beginsAnewWhenKeysAreRotatedInTheMiddle() {
        rows.addMessages(6);
        rows.rotate(KeyPurpose.CONTENT);
        Reencryption worker = rows.worker(2, LONG);
        for (int steps = 0; steps < 4; steps++) {
            worker.step();
        }
        assertEquals(3, rows.rotate(KeyPurpose.CONTENT));
        finish(worker);
        assertEquals(6, rows.under(3, "messages", "message_body"));
        assertEquals(2, rows.pass().number());
    }

    @Test
    void neverUndoesWhatWasWrittenMeanwhile() {
        MessageId id = rows.addMessage("read");
        SealedRow before = rows.database
                .read(execute -> new MessageRows().after(execute, Optional.empty(), 1))
                .getFirst();
        byte[] later = rows.seal(id, Field.MESSAGE_BODY, "written meanwhile");
        rows.execute("UPDATE messages SET message_body = ? WHERE message_id = ?", later, id.bytes());
        SealedRow stale = new SealedRow(
                before.position(),
                Map.of(
                        Field.SENDER_NUMBER,
                        rows.seal(id, Field.SENDER_NUMBER, StoredRows.NUMBER.value()),
                        Field.MESSAGE_BODY,
                        rows.seal(id, Field.MESSAGE_BODY, "read")),
                before.numberIndex());
        rows.database.batch(connection -> {
            new MessageRows().replace(connection, List.of(new Renewal.Renewed(before, stale)));
            return true;
        });
        assertEquals("written meanwhile", rows.body(id));
    }

    @Test
    void reportsAnAlteredRowKeepsItAndKeepsItsKeyUntilItIsRepaired() {
        List<MessageId> ids = rows.addMessages(3);
        MessageId altered = ids.get(1);
        byte[] good = rows.bytes("SELECT message_body FROM messages WHERE message_id = ?", altered);
        byte[] bad = good.clone();
        bad[bad.length - 1] ^= 1;
        rows.execute("UPDATE messages SET message_body = ? WHERE message_id = ?", bad, altered.bytes());
        rows.rotate(KeyPurpose.CONTENT);
        finish(rows.worker(2, LONG));
        assertEquals(2, rows.under(2, "messages", "message_body"));
        assertArrayEquals(bad, rows.bytes("SELECT message_body FROM messages WHERE message_id = ?", altered));
        assertEquals(1, rows.pass().unreadable());
        var fault =
                rows.database.read(execute -> rows.passes.faults(execute, 10)).getFirst();
        assertEquals(altered, fault.position().messageId());
        assertTrue(fault.reason().contains("message body"), fault.reason());
        assertTrue(obstacle().orElse("").contains("1 rows"), () -> obstacle().toString());

        rows.execute("UPDATE messages SET message_body = ? WHERE message_id = ?", good, altered.bytes());
        again();
        finish(rows.worker(2, LONG));
        assertEquals(Optional.empty(), obstacle());
        assertEquals(List.of(), rows.database.read(execute -> rows.passes.faults(execute, 10)));
        assertEquals("body 1", rows.body(altered));
    }

    @Test
    void standsStillWhilePausedAndGoesOnAfterwards() {
        rows.addMessages(4);
        rows.rotate(KeyPurpose.CONTENT);
        Reencryption worker = rows.worker(2, LONG);
        worker.step();
        assertTrue(change(Pass.State.RUNNING, Pass.State.PAUSED));
        assertEquals(Optional.empty(), worker.step());
        assertEquals(Optional.of("the re-encryption is not finished"), obstacle());
        assertFalse(change(Pass.State.RUNNING, Pass.State.PAUSED));
        assertTrue(change(Pass.State.PAUSED, Pass.State.RUNNING));
        finish(worker);
        assertEquals(4, rows.under(2, "messages", "message_body"));
    }

    @Test
    void namesDeadLettersThatNeedAnUnsealKey() {
        rows.addDeadLetter("\0\0\0\1sealed to version 1");
        rows.addDeadLetter("\0\0\0\2sealed to version 2");
        DeadLetterVersions versions = new DeadLetterVersions(rows.database, rows.keys);
        assertEquals(1, versions.naming(1));
        assertEquals(0, versions.naming(3));
        rows.execute("UPDATE dead_letters SET payload = 'altered'");
        assertEquals(2, versions.naming(3), "what cannot be read may name it");
    }

    private boolean change(Pass.State from, Pass.State to) {
        return rows.database.transaction(transaction -> rows.passes.change(transaction, from, to));
    }

    private void again() {
        rows.database.transaction(transaction -> {
            rows.passes.begin(transaction, rows.keys.lock(transaction), Reencryption.firstStage());
            return true;
        });
    }

    private Optional<String> obstacle() {
        Reencryptions all = Reencryptions.create(
                rows.database, rows.keys, new ReencryptionConfig(1, 1, LONG), InstantSource.system());
        return rows.database.read(execute -> all.obstacle(execute, rows.keys.inUse(execute)));
    }

    private byte[] index(MessageId id) {
        return rows.bytes("SELECT sender_number_hmac FROM messages WHERE message_id = ?", id);
    }

    private void finish(Reencryption worker) {
        for (int steps = 0; rows.pass().state() != Pass.State.FINISHED; steps++) {
            worker.step();
            assertTrue(steps < 100, () -> "it never ends: " + rows.pass());
        }
    }
}
