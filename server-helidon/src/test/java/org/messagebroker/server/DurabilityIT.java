package org.messagebroker.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.messagebroker.api.ClientId;
import org.messagebroker.api.DeadLetterRequest;
import org.messagebroker.api.DeadLetterRequest.DeadLetter;
import org.messagebroker.api.DeliverRequest.Delivery;
import org.messagebroker.api.Envelope;
import org.messagebroker.api.MessageId;
import org.messagebroker.certs.Role;
import org.messagebroker.sealing.Sealer;
import org.messagebroker.server.RunningServer.Answer;
import org.messagebroker.server.RunningServer.Caller;
import org.messagebroker.service.json.Json;
import org.messagebroker.testing.Await;
import org.messagebroker.testing.TestDatabase;

/** What a server does whose database would forget in a power cut what it commits; on a database server of its own. */
class DurabilityIT {

    private static final String SETTING = "innodb_flush_log_at_trx_commit";

    @TempDir
    static Path directory;

    private static RunningServer server;
    private static Caller worker;
    private static Sealer sealer;

    @BeforeAll
    static void start() {
        server = RunningServer.start(directory, TestDatabase.createAlone(), Map.of());
        worker = server.peer(Role.WORKER, "worker-1");
        sealer = server.sealer("proxy-1");
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @AfterEach
    void restore() {
        set(1);
        Await.until(() -> health() == 200, "the server is ready");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 2})
    void storesNothingAtOnceAndTakesItLaterWhenTheDatabaseSyncsAgain(int value) {
        Envelope message = message();
        set(value);

        Answer refused = deliver(message);

        assertEquals(503, refused.status(), refused::toString);
        assertTrue(refused.toString().contains(SETTING + "=" + value), refused::toString);
        assertEquals(503, handOver(message).status());
        assertEquals(List.of("0"), server.column("SELECT COUNT(*) FROM messages WHERE message_id = " + hex(message)));
        assertEquals(List.of("0"), server.column("SELECT COUNT(*) FROM dead_letters"));
        set(1);
        assertEquals("stored", outcome(deliver(message)));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 2})
    void isNotReadyAndItsHealthNamesTheSetting(int value) {
        set(value);
        Await.until(() -> health() == 503, "the server is not ready");
        assertEquals(
                "unhealthy",
                server.anyone().get("/health").json().at("/checks/database").textValue());
        String faults = ready();
        assertTrue(faults.contains(SETTING + "=" + value) && faults.contains("SET GLOBAL"), faults);
    }

    @Test
    void doesNotGetReadyOnSuchADatabase() {
        server.restart(() -> set(2));
        assertEquals(503, health());
        assertTrue(ready().contains(SETTING), DurabilityIT::ready);
        set(1);
        server.awaitPrepared();
    }

    @Test
    void takesMessagesWhenTheDatabaseSyncsMoreThanNeeded() {
        set(3);
        assertEquals("stored", outcome(deliver(message())));
        assertEquals(200, health());
    }

    private static void set(int value) {
        server.update("SET GLOBAL " + SETTING + " = " + value);
    }

    private static int health() {
        return server.anyone().get("/health").status();
    }

    private static String ready() {
        URI uri = URI.create("http://127.0.0.1:" + server.service().managementPort() + "/health/ready");
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString())
                    .body();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Answer deliver(Envelope message) {
        return worker.post("/internal/messages/deliver", new Delivery(message, 0, 0));
    }

    private static Answer handOver(Envelope message) {
        DeadLetter letter = new DeadLetter(message, 10_000, "10000 attempts are spent; the last: no", true, 0);
        return worker.post("/internal/messages/dead-letters", new DeadLetterRequest(List.of(letter)));
    }

    private static String outcome(Answer answer) {
        return answer.json().path("results").path(0).path("outcome").textValue();
    }

    private static Envelope message() {
        byte[] content = Json.bytes(Map.of("sender_number", "+989121234567", "message_body", "to be kept"));
        MessageId id = MessageId.create(InstantSource.system());
        return sealer.seal(new Envelope(Envelope.SEALED, id, new ClientId("client-a"), Instant.now(), content))
                .orElseThrow();
    }

    private static String hex(Envelope message) {
        return "x'" + message.messageId().toString().replace("-", "") + "'";
    }
}
