package org.messagebroker.server.message;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.messagebroker.api.ClientId;
import org.messagebroker.api.DeadLetterOrder;
import org.messagebroker.api.DeadLetterRequest.DeadLetter;
import org.messagebroker.api.DeliverRequest;
import org.messagebroker.api.DeliverRequest.Delivery;
import org.messagebroker.api.Envelope;
import org.messagebroker.api.MessageAttempt;
import org.messagebroker.api.MessageAttempt.Outcome;
import org.messagebroker.api.MessageDetail;
import org.messagebroker.api.MessageId;
import org.messagebroker.api.Permission;
import org.messagebroker.api.RegisterRequest.Registration;
import org.messagebroker.server.audit.TestAudit;
import org.messagebroker.server.command.CommandStore;

/** The history of a message's deliveries: what it tells, and that only messages that were put off have one. */
@Tag("database")
class AttemptIT {

    @TempDir
    Path directory;

    private Messages messages;

    @BeforeEach
    void open() {
        messages = new Messages(directory, 4);
    }

    @AfterEach
    void close() {
        messages.close();
    }

    @Test
    void costsNoRowWhereTheFirstAttemptStores() throws SQLException {
        messages.deliveries.deliver(Messages.request(Messages.newIds(20)), Messages.WORKER);
        assertEquals("0", one("SELECT COUNT(*) FROM message_attempts"));
    }

    @Test
    void tellsEachAttemptThatWasPutOffAndTheLastOne() {
        Envelope envelope = Messages.envelope(Messages.newId(), "late");
        register(envelope);
        deliver(unknownForm(envelope), 0, 0);
        deliver(unknownForm(envelope), 1, 0);
        deliver(envelope, 2, 0);

        List<MessageAttempt> attempts = detail(envelope.messageId()).attempts();
        assertEquals(
                List.of(1, 2, 3), attempts.stream().map(MessageAttempt::attempt).toList());
        assertEquals(
                List.of(Outcome.RETRY_LATER, Outcome.RETRY_LATER, Outcome.DELIVERED),
                attempts.stream().map(MessageAttempt::outcome).toList());
        assertTrue(attempts.getFirst().reason().orElseThrow().contains("update it"));
    }

    @Test
    void tellsHowAMessageWasGivenUpAndPutBackAndArrivedAfterAll() {
        Envelope envelope = Messages.envelope(Messages.newId(), "dead and back");
        register(envelope);
        messages.deadLetters.keep(List.of(new DeadLetter(envelope, 3, "3 attempts are spent", true, 0)));
        requeue(envelope.messageId());
        deliver(envelope, 0, 1);

        MessageDetail detail = detail(envelope.messageId());
        assertEquals(1, detail.requeueEpoch());
        assertEquals(
                List.of(Outcome.SPENT, Outcome.REQUEUED, Outcome.DELIVERED),
                detail.attempts().stream().map(MessageAttempt::outcome).toList());
        assertEquals(
                List.of(3, 0, 1),
                detail.attempts().stream().map(MessageAttempt::attempt).toList());
    }

    @Test
    void keepsTheFirstAndTheLastOfManyAttempts() throws SQLException {
        Envelope envelope = Messages.envelope(Messages.newId(), "tried often");
        register(envelope);
        Envelope unknown = unknownForm(envelope);
        IntStream.range(0, 100).forEach(before -> deliver(unknown, before, 0));

        assertEquals("20", one("SELECT COUNT(*) FROM message_attempts"));
        assertEquals(
                IntStream.concat(IntStream.rangeClosed(1, 5), IntStream.rangeClosed(86, 100))
                        .boxed()
                        .toList(),
                detail(envelope.messageId()).attempts().stream()
                        .map(MessageAttempt::attempt)
                        .toList());
    }

    @Test
    void keepsNothingOfAMessageThatIsNotThereOrOfAnotherClient() throws SQLException {
        Envelope unregistered = unknownForm(Messages.envelope(Messages.newId(), "of nobody"));
        deliver(unregistered, 0, 0);
        Envelope theirs = Messages.envelope(Messages.newId(), "of client-a");
        register(theirs);
        deliver(unknownForm(Messages.envelope(theirs.messageId(), new ClientId("client-b"), "in its name")), 0, 0);
        assertEquals("0", one("SELECT COUNT(*) FROM message_attempts"));
    }

    private void deliver(Envelope envelope, int attemptsBefore, int epoch) {
        messages.deliveries.deliver(
                new DeliverRequest(List.of(new Delivery(envelope, attemptsBefore, epoch))), Messages.WORKER);
    }

    /** As a proxy newer than the server seals: it is put off until the server is updated. */
    private static Envelope unknownForm(Envelope envelope) {
        return envelope.as(Envelope.SEALED_TEST + 1, envelope.payload());
    }

    private void register(Envelope envelope) {
        messages.registrations.register(
                List.of(new Registration(envelope.messageId(), envelope.clientId(), Instant.now())));
    }

    private void requeue(MessageId id) {
        try (Connection connection = messages.testDatabase.connect();
                Statement statement = connection.createStatement()) {
            statement.execute(
                    "INSERT INTO clients (client_id, state, created_at) VALUES ('client-a', 'active', UTC_TIMESTAMP())");
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        InstantSource clock = InstantSource.system();
        new DeadLetterDecisions(messages.database, new CommandStore(messages.database, clock), TestAudit.store(), clock)
                .requeue(
                        DeadLetterOrder.of(List.of(id)),
                        Messages.caller(Permission.MESSAGE_REQUEUE).actor());
    }

    private MessageDetail detail(MessageId id) {
        return messages.list
                .one(id, Optional.empty(), Messages.caller(Permission.MESSAGE_READ_ALL))
                .orElseThrow();
    }

    private String one(String sql) throws SQLException {
        try (Connection connection = messages.testDatabase.connect();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getString(1);
        }
    }
}
