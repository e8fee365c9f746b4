package org.messagebroker.proxy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.messagebroker.api.MessageId;
import org.messagebroker.testing.Await;
import org.messagebroker.testing.RawTls;

/** A queue that fails, or that would lose messages: nothing is accepted, and everything again when it is well. */
@Timeout(60)
class QueueOutageIT {

    private static final Duration A_FEW_SECONDS = Duration.ofSeconds(6);

    @TempDir
    private Path directory;

    private RunningProxy proxy;

    @BeforeEach
    void start() {
        proxy = RunningProxy.start(directory);
    }

    @AfterEach
    void stop() {
        proxy.close();
    }

    @Test
    void refusesWithoutRedisAndAcceptsAgainWithoutARestart() throws IOException {
        assertEquals(202, proxy.submit(Requests.GOOD).status());
        proxy.redis().kill();
        long begin = System.nanoTime();
        RawTls.Answer refused = proxy.submit(Requests.GOOD);
        Duration waited = Duration.ofNanos(System.nanoTime() - begin);
        Problems.assertRetryLater(refused);
        assertTrue(waited.compareTo(A_FEW_SECONDS) < 0, "answered after " + waited);
        Await.until(() -> health().status() == 503, "health says so");
        assertEquals(
                "unhealthy",
                Requests.json(health()).path("checks").path("redis").textValue());
        Await.until(() -> proxy.metrics().contains("redis_queue_size NaN"), "no depth is made up");
        proxy.restartRedis();
        Await.until(() -> submit().status() == 202, "messages are accepted again");
        Await.until(() -> health().status() == 200, "health says so");
    }

    @Test
    void refusesWhileRedisWouldLoseMessages() throws IOException {
        assertEquals("+OK", RedisConsole.say(proxy.redis(), "CONFIG SET appendfsync everysec"));
        Await.until(() -> health().status() == 503, "health says so");
        Await.until(() -> submit().status() == 503, "messages are refused");
        Problems.assertRetryLater(submit());
        assertEquals("+OK", RedisConsole.say(proxy.redis(), "CONFIG SET appendfsync always"));
        Await.until(() -> submit().status() == 202, "messages are accepted again");
    }

    @Test
    void saysUnknownWhenRedisIsAskedAndDoesNotAnswer() throws IOException {
        long begin = System.nanoTime();
        assertEquals("+OK", RedisConsole.say(proxy.redis(), "CLIENT PAUSE 8000 ALL"));
        RawTls.Answer unknown = proxy.submit(Requests.GOOD);
        Duration waited = Duration.ofNanos(System.nanoTime() - begin);
        Problems.assertRetryLater(unknown);
        assertEquals(
                "unknown",
                Requests.json(unknown).path("details").path("outcome").textValue());
        assertTrue(MessageId.parse(Requests.json(unknown)
                        .path("details")
                        .path("message_id")
                        .asText())
                .isPresent());
        assertTrue(waited.compareTo(A_FEW_SECONDS) < 0, "answered after " + waited);
        assertTrue(proxy.metrics().contains("proxy_messages_failed_total{reason=\"queue_unknown\"} 1.0"));
    }

    @Test
    void doesNotSayThatAMessageIsUnknownWhileTheQueueCannotBeAsked() throws IOException {
        String path = Requests.MESSAGES + "/" + MessageId.create(InstantSource.system());
        assertEquals(404, proxy.get(path).status());
        proxy.redis().kill();
        Problems.assertRetryLater(proxy.get(path));
    }

    private RawTls.Answer submit() {
        try {
            return proxy.submit(Requests.GOOD);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private RawTls.Answer health() {
        try {
            return proxy.get("/api/v1/health");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
