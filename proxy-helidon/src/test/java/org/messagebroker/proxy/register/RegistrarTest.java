package org.messagebroker.proxy.register;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.messagebroker.api.ClientId;
import org.messagebroker.api.Envelope;
import org.messagebroker.api.MessageId;
import org.messagebroker.api.RegisterRequest;
import org.messagebroker.service.Metrics;
import org.messagebroker.service.upstream.Reply;
import org.messagebroker.service.upstream.ServerClient;

class RegistrarTest {

    private static final RegisterConfig CONFIG = new RegisterConfig(10, 10, Duration.ZERO, Duration.ofMillis(1));

    @Test
    void goesOnAfterAFault() throws InterruptedException {
        FaultyOnce server = new FaultyOnce();
        try (Registrar registrar = Registrar.start(server, CONFIG, new Metrics())) {
            registrar.register(message());
            assertNotNull(server.calls.poll(5, TimeUnit.SECONDS), "the call that fails");
            Envelope next = message();
            registrar.register(next);
            RegisterRequest second = server.calls.poll(5, TimeUnit.SECONDS);
            assertNotNull(second, "the call after it");
            assertEquals(next.messageId(), second.messages().getFirst().messageId());
        }
    }

    private static Envelope message() {
        return new Envelope(
                Envelope.SEALED,
                MessageId.create(InstantSource.system()),
                new ClientId("shop-1"),
                Instant.EPOCH,
                new byte[] {'{', '}'});
    }

    /** Throws at the first call, as no server client should, and answers the others. */
    private static final class FaultyOnce implements ServerClient {
        @Override
        public List<X509Certificate> trusted() {
            return List.of();
        }

        @Override
        public void trustAlso(List<X509Certificate> authorities) {
            throw new UnsupportedOperationException();
        }

        private final BlockingQueue<RegisterRequest> calls = new LinkedBlockingQueue<>();
        private boolean failed;

        @Override
        public <T> Reply<T> post(String path, Object body, Class<T> type) {
            calls.add((RegisterRequest) body);
            if (!failed) {
                failed = true;
                throw new IllegalStateException("as tested");
            }
            return new Reply.Answered<>(204, type.cast(new Nothing()));
        }

        @Override
        public <T> Reply<T> get(String path, Class<T> type) {
            throw new UnsupportedOperationException();
        }

        @Override
        public <T> Reply<Optional<T>> postForNews(String path, Object body, Class<T> type) {
            throw new UnsupportedOperationException();
        }

        @Override
        public <T> Reply<T> put(String path, Object body, Class<T> type) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void close() {}
    }
}
