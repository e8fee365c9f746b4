package org.messagebroker.proxy;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.messagebroker.api.Envelope;
import org.messagebroker.api.TestMessageOrder;
import org.messagebroker.api.TestMessageReport;
import org.messagebroker.queue.MessageConsumer;
import org.messagebroker.queue.RedisMessageConsumer;
import org.messagebroker.testing.Await;

/** A test message that the server orders: real in the queue, and said to be there only when it is. */
@Timeout(60)
class TestMessageIT {

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
    void putsOneSealedMessageOfNobodyIntoTheQueueAndSaysSoOnce() throws IOException {
        UUID test = UUID.randomUUID();
        TestMessageReport report = reported(test);

        assertTrue(report.acceptedAt().isPresent(), report::toString);
        List<Envelope> queued = queued();
        assertEquals(1, queued.size());
        assertEquals(report.messageId().orElseThrow(), queued.getFirst().messageId());
        assertEquals(Envelope.SEALED_TEST, queued.getFirst().version());
        assertEquals(Envelope.TEST_CLIENT, queued.getFirst().clientId());
        assertArrayEquals(new TestMessageOrder(test).content(), proxy.opened(queued.getFirst()));

        int asked = proxy.server().asked();
        Await.until(() -> proxy.server().asked() >= asked + 2, "it asks on");
        assertEquals(1, proxy.server().tests().size());
        assertFalse(proxy.metrics().contains("proxy_messages_enqueued_total 1"), "it is counted as a client's");
        assertEquals(202, proxy.submit(Requests.GOOD).status());
        Await.until(() -> !proxy.server().registered().isEmpty(), "the client's is registered");
        assertEquals(1, proxy.server().registered().size());
    }

    @Test
    void saysWhyTheQueueDidNotTakeIt() throws IOException {
        assertEquals("+OK", RedisConsole.say(proxy.redis(), "CONFIG SET appendfsync everysec"));
        Await.until(() -> submit() == 503, "messages are refused");

        TestMessageReport refused = reported(UUID.randomUUID());

        assertTrue(refused.acceptedAt().isEmpty(), refused::toString);
        assertTrue(refused.refusal().orElseThrow().contains("appendfsync"), refused::toString);
    }

    @Test
    void obeysTheServerWhileTheQueueHangsAndSaysThatItDid() throws IOException {
        proxy.issue("shop-8"); // so that the next one takes less time than the queue is waited for
        assertEquals("+OK", RedisConsole.say(proxy.redis(), "CLIENT PAUSE 8000 ALL"));
        proxy.server().order(new TestMessageOrder(UUID.randomUUID()));
        proxy.issue("shop-9"); // the order comes with this news
        assertTrue(proxy.server().tests().isEmpty(), "the queue did not hang");

        Await.until(() -> !proxy.server().tests().isEmpty(), "it is reported");
        TestMessageReport report = proxy.server().tests().getLast();
        assertTrue(report.refusal().orElseThrow().contains("did not confirm"), report::toString);
    }

    private TestMessageReport reported(UUID test) {
        proxy.server().order(new TestMessageOrder(test));
        Await.until(() -> !proxy.server().tests().isEmpty(), "it is reported");
        TestMessageReport report = proxy.server().tests().getLast();
        assertEquals(test, report.testId());
        return report;
    }

    private int submit() {
        try {
            return proxy.submit(Requests.GOOD).status();
        } catch (IOException e) {
            return 0;
        }
    }

    private List<Envelope> queued() {
        try (MessageConsumer consumer = RedisMessageConsumer.open(proxy.redisConfig(), "test")) {
            return consumer.take(1000, Duration.ofSeconds(5)).stream()
                    .map(MessageConsumer.Taken::envelope)
                    .toList();
        }
    }
}
