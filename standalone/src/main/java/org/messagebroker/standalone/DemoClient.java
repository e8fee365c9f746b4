package org.messagebroker.standalone;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import org.messagebroker.certs.CertificateDirectory.HolderFiles;

/** Hands messages in at the proxy with a client's certificate and follows them. */
final class DemoClient {

    private static final String MESSAGES = "/api/v1/messages";
    private static final int UNAVAILABLE = 503;
    private static final Duration UNAVAILABLE_PAUSE = Duration.ofMillis(200);
    private static final Duration PAUSE = Duration.ofMillis(20);

    private final JsonHttp proxy;

    DemoClient(HolderFiles certificate, Ports ports) {
        if (!certificate.exist()) {
            throw new CommandFailure(
                    Exit.USAGE,
                    "There is no certificate " + certificate.certificate()
                            + ". Name a client that has one: --client ID.");
        }
        this.proxy = JsonHttp.https(ClientTls.of(certificate), ports.proxy());
    }

    /**
     * Hands a message in. While the proxy cannot take it (503), such as just after a start, it is repeated under the same
     * idempotency key, so that it is accepted once.
     *
     * @throws CommandFailure with {@link Exit#REFUSED} when the proxy refuses it, or still cannot take it
     */
    Accepted send(String number, String text, Duration patience) {
        Map<String, String> message = Map.of("sender_number", number, "message_body", text);
        Map<String, String> key = Map.of("Idempotency-Key", UUID.randomUUID().toString());
        Instant deadline = Instant.now().plus(patience);
        JsonHttp.Answer answer = proxy.post(MESSAGES, message, key);
        while (answer.status() == UNAVAILABLE && Instant.now().isBefore(deadline)) {
            LockSupport.parkNanos(UNAVAILABLE_PAUSE.toNanos());
            answer = proxy.post(MESSAGES, message, key);
        }
        JsonNode body = answer.expect(202, "The proxy refused the message", Exit.REFUSED);
        return new Accepted(
                body.path("message_id").asText(),
                Instant.parse(body.path("queued_at").asText()));
    }

    /** When it was delivered; empty when it was not within the given time. */
    Optional<Instant> delivered(Accepted message, Duration patience) {
        Instant deadline = Instant.now().plus(patience);
        Optional<Instant> delivered = deliveredNow(message);
        while (delivered.isEmpty() && Instant.now().isBefore(deadline)) {
            LockSupport.parkNanos(PAUSE.toNanos());
            delivered = deliveredNow(message);
        }
        return delivered;
    }

    private Optional<Instant> deliveredNow(Accepted message) {
        JsonHttp.Answer answer = proxy.get(MESSAGES + "/" + message.id());
        return Optional.of(answer.body().path("delivered_at"))
                .filter(JsonNode::isTextual)
                .map(JsonNode::asText)
                .map(Instant::parse);
    }

    /**
     * A message that the proxy answers for.
     *
     * @param at when it was durable
     */
    record Accepted(String id, Instant at) {}
}
