package org.messagebroker.proxy.intake;

import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.messagebroker.api.ClientId;
import org.messagebroker.api.Envelope;
import org.messagebroker.api.MessageContent;
import org.messagebroker.api.MessageId;
import org.messagebroker.api.MessageStatus;
import org.messagebroker.api.SubmitResponse;
import org.messagebroker.proxy.identity.Admission;
import org.messagebroker.proxy.register.Registrar;
import org.messagebroker.queue.EnqueueOutcome;
import org.messagebroker.queue.EnqueueOutcome.Enqueued;
import org.messagebroker.queue.EnqueueOutcome.Refused;
import org.messagebroker.queue.EnqueueOutcome.Unknown;
import org.messagebroker.queue.MessageQueue;
import org.messagebroker.service.Metrics;
import org.messagebroker.service.Problem;
import org.messagebroker.service.json.JsonBody;
import org.messagebroker.service.log.LogContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** {@code POST /api/v1/messages}: a client hands in a message. Thread-safe. */
public final class SubmitRoutes implements HttpService {

    private static final Logger LOG = LoggerFactory.getLogger(SubmitRoutes.class);
    private static final int ACCEPTED = 202;
    private static final Duration RETRY_AFTER = Duration.ofSeconds(5);

    private final Admission admission;
    private final MessageQueue queue;
    private final Registrar registrar;
    private final IntakeMetrics metrics;
    private final InstantSource clock;

    public SubmitRoutes(
            Admission admission, MessageQueue queue, Registrar registrar, Metrics metrics, InstantSource clock) {
        this.admission = admission;
        this.queue = queue;
        this.registrar = registrar;
        this.metrics = new IntakeMetrics(metrics);
        this.clock = clock;
    }

    @Override
    public void routing(HttpRules rules) {
        rules.post("/api/v1/messages", this::submit);
    }

    /** The life of a request. Every step that does not succeed throws, so 202 is sent for a durable message only. */
    private void submit(ServerRequest request, ServerResponse response) {
        ClientId client = admission.admit(request).client();
        MessageContent content = MessageForm.read(JsonBody.object(request));
        Envelope envelope = envelope(client, content);
        try (LogContext.Scope _ = LogContext.message(envelope.messageId())) {
            SubmitResponse accepted = confirmed(envelope, queue.enqueue(envelope));
            registrar.register(envelope);
            JsonBody.send(response, ACCEPTED, accepted);
        }
    }

    private Envelope envelope(ClientId client, MessageContent content) {
        MessageId id = MessageId.create(clock);
        return new Envelope(Payload.VERSION, id, client, id.time(), Payload.of(content));
    }

    private SubmitResponse confirmed(Envelope envelope, EnqueueOutcome outcome) {
        return switch (outcome) {
            case Enqueued(long position) -> accepted(envelope, position);
            case Refused(String reason) -> throw refused(reason);
            case Unknown(String reason) -> throw unknown(envelope, reason);
        };
    }

    private SubmitResponse accepted(Envelope envelope, long position) {
        metrics.enqueued();
        LOG.info("Accepted from {} at position {}", envelope.clientId(), position);
        Instant queuedAt = envelope.acceptedAt();
        return new SubmitResponse(envelope.messageId(), MessageStatus.QUEUED, envelope.clientId(), queuedAt, position);
    }

    private Problem refused(String reason) {
        metrics.refused();
        LOG.warn("message refused: {}", reason);
        return Problem.unavailable("The message was not accepted: the queue is not available. Repeat it.", RETRY_AFTER);
    }

    private Problem unknown(Envelope envelope, String reason) {
        metrics.unknown();
        LOG.warn("message perhaps enqueued: {}", reason);
        return Problem.unavailable(
                        "The queue did not confirm the message in time; it may or may not have been accepted."
                                + " Ask for its state before you repeat it.",
                        RETRY_AFTER)
                .with("outcome", "unknown")
                .with("message_id", envelope.messageId().toString());
    }
}
