package org.messagebroker.standalone;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import org.messagebroker.certs.CertificateDirectory.HolderFiles;

/** Hands messages in at the proxy with a client's certificate and follows them. */
final class DemoClient {

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
     * Hands a message in.
     *
     * @throws CommandFailure with {@link Exit#REFUSED} when the proxy refuses it
     */
    Accepted send(String number, String text) {
        JsonNode body = proxy.post("/api/v1/messages", Map.of("sender_number", number, "message_body", text))
                .expect(202, "The proxy refused the message", Exit.REFUSED);
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
        JsonHttp.Answer answer = proxy.get("/api/v1/messages/" + message.id());
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
