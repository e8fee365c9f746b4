package org.messagebroker.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.messagebroker.api.ClientId;
import org.messagebroker.api.DeliverRequest;
import org.messagebroker.api.DeliverRequest.Delivery;
import org.messagebroker.api.Envelope;
import org.messagebroker.api.MessageId;
import org.messagebroker.certs.Role;
import org.messagebroker.server.RunningServer.Caller;
import org.messagebroker.testing.Await;

/** A server that is told to stop finishes the calls under way, as far as its grace goes; a worker never waits longer. */
@Timeout(120)
class StoppingIT {

    private static final byte[] CONTENT =
            "{\"sender_number\":\"+989121234567\",\"message_body\":\"x\"}".getBytes(StandardCharsets.UTF_8);
    private static final Duration SOON = Duration.ofSeconds(10);

    @TempDir
    private Path directory;

    @Test
    void finishesTheCallUnderWayAndTakesNothingNew() throws SQLException {
        try (RunningServer server = RunningServer.start(directory, Map.of("shutdown.grace", "20s"));
                Connection other = server.database().connect()) {
            Caller worker = server.peer(Role.WORKER, "worker-1");
            Envelope message = message(server);
            execute(other, "LOCK TABLES messages READ");
            CompletableFuture<String> delivery = CompletableFuture.supplyAsync(() -> deliver(worker, message));
            Await.until(() -> waits(other), "the call waits for the database");
            int port = server.service().port();
            long begin = System.nanoTime();
            CompletableFuture<Void> stopped =
                    CompletableFuture.runAsync(() -> server.service().close());
            Await.until(() -> !accepts(port), "nobody new is let in");
            assertFalse(delivery.isDone());
            execute(other, "UNLOCK TABLES");

            assertEquals("stored", delivery.join());
            stopped.join();
            assertSoon(begin);
            assertEquals(1, rows(other));
        }
    }

    @Test
    void endsACallThatOutlastsTheGraceSoThatItsMessagesGoToTheNextServer() throws SQLException {
        try (RunningServer server = RunningServer.start(directory, Map.of("shutdown.grace", "1s"));
                Connection other = server.database().connect()) {
            Caller worker = server.peer(Role.WORKER, "worker-1");
            Envelope message = message(server);
            execute(other, "LOCK TABLES messages READ");
            CompletableFuture<String> delivery = CompletableFuture.supplyAsync(() -> deliver(worker, message));
            Await.until(() -> waits(other), "the call waits for the database");
            long begin = System.nanoTime();
            CompletableFuture<Void> stopped =
                    CompletableFuture.runAsync(() -> server.service().close());

            assertTrue(isUnanswered(delivery), "the worker knows that it is not answered");
            assertSoon(begin);
            execute(other, "UNLOCK TABLES");
            stopped.join();
            server.restart(() -> {});
            String outcome = deliver(worker, message);
            assertTrue(List.of("stored", "duplicate").contains(outcome), outcome);
            assertEquals(1, rows(other));
        }
    }

    private static void assertSoon(long begin) {
        Duration took = Duration.ofNanos(System.nanoTime() - begin);
        assertTrue(took.compareTo(SOON) < 0, "nobody waits for a time-out, yet it took " + took);
    }

    private static boolean isUnanswered(CompletableFuture<String> delivery) {
        try {
            delivery.join();
            return false;
        } catch (CompletionException ended) {
            return true;
        }
    }

    private static Envelope message(RunningServer server) {
        MessageId id = MessageId.create(InstantSource.system());
        Envelope plain = new Envelope(Envelope.SEALED, id, new ClientId("client-a"), id.time(), CONTENT);
        return server.sealer("proxy-9").seal(plain).orElseThrow();
    }

    private static String deliver(Caller worker, Envelope message) {
        DeliverRequest request = new DeliverRequest(List.of(new Delivery(message, 0, 0)));
        return worker.post("/internal/messages/deliver", request)
                .json()
                .path("results")
                .path(0)
                .path("outcome")
                .textValue();
    }

    private static boolean accepts(int port) {
        try (Socket _ = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return true;
        } catch (IOException refused) {
            return false;
        }
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** Of this database's connections, of which only the server's can wait. */
    private static boolean waits(Connection connection) {
        try (Statement statement = connection.createStatement();
                ResultSet each = statement.executeQuery("SHOW PROCESSLIST")) {
            while (each.next()) {
                boolean ours = connection.getCatalog().equals(each.getString("db"));
                if (ours && String.valueOf(each.getString("State")).startsWith("Waiting for")) {
                    return true;
                }
            }
            return false;
        } catch (SQLException failed) {
            throw new IllegalStateException(failed);
        }
    }

    private static int rows(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet count = statement.executeQuery("SELECT COUNT(*) FROM messages")) {
            count.next();
            return count.getInt(1);
        }
    }
}
