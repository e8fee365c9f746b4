package org.messagebroker.proxy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.messagebroker.queue.MessageConsumer;
import org.messagebroker.queue.RedisMessageConsumer;
import org.messagebroker.testing.Await;
import org.messagebroker.testing.RawTls;

/** A proxy that is told to stop finishes what it has begun: whoever was heard is answered, and what was accepted is queued. */
@Timeout(60)
class StoppingIT {

    private static final int UNDER_WAY = 20;
    private static final Duration GRACE = Duration.ofSeconds(20);
    private static final Duration SOON = Duration.ofSeconds(5);

    @TempDir
    private Path directory;

    private RunningProxy proxy;

    @BeforeEach
    void start() {
        proxy = RunningProxy.start(directory, Map.of("SHUTDOWN_GRACE", GRACE.toSeconds() + "s"));
    }

    @AfterEach
    void stop() {
        proxy.close();
    }

    @Test
    void answersWhatIsUnderWayAndTakesNothingNew() throws Exception {
        List<RawTls> connections = connect();
        int port = proxy.port();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            assertEquals("+OK", RedisConsole.say(proxy.redis(), "CLIENT PAUSE 20000 WRITE"));
            List<CompletableFuture<RawTls.Answer>> answers = connections.stream()
                    .map(connection -> CompletableFuture.supplyAsync(() -> submit(connection), threads))
                    .toList();
            Await.until(() -> heard() == UNDER_WAY, "all are heard");
            long begin = System.nanoTime();
            CompletableFuture<Void> stopped = CompletableFuture.runAsync(proxy::stop, threads);
            Await.until(() -> !accepts(port), "nobody new is let in");
            assertTrue(answers.stream().noneMatch(CompletableFuture::isDone), "they wait for Redis");
            assertEquals("+OK", RedisConsole.say(proxy.redis(), "CLIENT UNPAUSE"));
            Set<String> accepted = new HashSet<>();
            for (CompletableFuture<RawTls.Answer> answer : answers) {
                accepted.add(acceptedAndClosing(answer.join()));
            }
            stopped.join();
            Duration took = Duration.ofNanos(System.nanoTime() - begin);
            assertTrue(took.compareTo(SOON) < 0, "nobody waits for a time-out, yet it took " + took);
            assertEquals(UNDER_WAY, accepted.size());
            assertEquals(accepted, queued());
        }
        assertFalse(accepts(port));
    }

    @Test
    void doesNotWaitForConnectionsThatSayNothing() throws Exception {
        List<RawTls> idle = connect();
        assertEquals(202, proxy.submit(Requests.GOOD).status());
        long begin = System.nanoTime();
        proxy.stop();
        Duration took = Duration.ofNanos(System.nanoTime() - begin);
        assertTrue(took.compareTo(SOON) < 0, "it took " + took);
        for (RawTls connection : idle) {
            assertTrue(connection.isClosedByPeer());
        }
    }

    private List<RawTls> connect() throws IOException {
        List<RawTls> connections = new ArrayList<>();
        for (int i = 0; i < UNDER_WAY; i++) {
            connections.add(proxy.connect());
        }
        return connections;
    }

    private static RawTls.Answer submit(RawTls connection) {
        try (connection) {
            return Requests.submit(connection, Requests.GOOD.getBytes(StandardCharsets.UTF_8));
        } catch (IOException unanswered) {
            throw new AssertionError("a request that was heard is not answered", unanswered);
        }
    }

    private static String acceptedAndClosing(RawTls.Answer answer) {
        assertEquals(202, answer.status(), answer.body());
        assertEquals("close", answer.header("Connection").orElse("keep-alive"));
        return Requests.json(answer).path("message_id").asText();
    }

    private long heard() {
        return proxy.metrics()
                .lines()
                .filter(line -> line.startsWith("proxy_certificate_validations_total{result=\"valid\"}"))
                .mapToLong(line -> (long) Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }

    private static boolean accepts(int port) {
        try (Socket _ = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return true;
        } catch (IOException refused) {
            return false;
        }
    }

    private Set<String> queued() {
        Set<String> ids = new HashSet<>();
        try (MessageConsumer consumer = RedisMessageConsumer.open(proxy.redisConfig(), "test")) {
            consumer.take(1000, SOON).forEach(taken -> ids.add(taken.id().toString()));
        }
        return ids;
    }
}
