package org.messagebroker.proxy.intake;

import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Supplier;
import javax.crypto.SecretKey;
import org.messagebroker.api.ClientId;
import org.messagebroker.api.Envelope;
import org.messagebroker.api.MessageContent;
import org.messagebroker.api.MessageId;
import org.messagebroker.api.MessageStatus;
import org.messagebroker.api.SubmitResponse;
import org.messagebroker.proxy.identity.Admission;
import org.messagebroker.proxy.identity.Sender;
import org.messagebroker.proxy.intake.IntakeMetrics.Reason;
import org.messagebroker.proxy.register.Registrar;
import org.messagebroker.queue.EnqueueOutcome;
import org.messagebroker.queue.EnqueueOutcome.Enqueued;
import org.messagebroker.queue.EnqueueOutcome.KeyConflict;
import org.messagebroker.queue.EnqueueOutcome.NonceUsed;
import org.messagebroker.queue.EnqueueOutcome.OutsideWindow;
import org.messagebroker.queue.EnqueueOutcome.RateExceeded;
import org.messagebroker.queue.EnqueueOutcome.Refused;
import org.messagebroker.queue.EnqueueOutcome.Replayed;
import org.messagebroker.queue.EnqueueOutcome.Unknown;
import org.messagebroker.queue.Guards;
import org.messagebroker.queue.MessageQueue;
import org.messagebroker.queue.RateState;
import org.messagebroker.sealing.Sealer;
import org.messagebroker.service.Metrics;
import org.messagebroker.service.Problem;
import org.messagebroker.service.json.JsonBody;
import org.messagebroker.service.log.LogContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** {@code POST /api/v1/messages}: a client hands in a message. Thread-safe. */
public final class SubmitRoutes implements HttpService {

    private static final Logger LOG = LoggerFactory.getLogger(SubmitRoutes.class);
    private static final HeaderName REPLAYED = HeaderNames.create("Idempotency-Replayed");
    private static final int ACCEPTED = 202;

    private final Admission admission;
    private final MessageQueue queue;
    private final Registrar registrar;
    private final Sealer sealer;
    private final ContentMark marks;
    private final IntakeMetrics metrics;
    private final InstantSource clock;

    /** @param contentKey of the policy in force; empty while there is none */
    public SubmitRoutes(
            Admission admission,
            MessageQueue queue,
            Registrar registrar,
            Sealer sealer,
            Supplier<Optional<SecretKey>> contentKey,
            Metrics metrics,
            InstantSource clock) {
        this.admission = admission;
        this.queue = queue;
        this.registrar = registrar;
        this.sealer = sealer;
        this.marks = new ContentMark(contentKey);
        this.metrics = new IntakeMetrics(metrics);
        this.clock = clock;
    }

    @Override
    public void routing(HttpRules rules) {
        rules.post("/api/v1/messages", this::submit);
    }

    /** The life of a request. Every step that does not succeed throws, so 202 is sent for a durable message only. */
    private void submit(ServerRequest request, ServerResponse response) {
        Sender sender = admission.admit(request);
        RepeatHeaders repeat = RepeatHeaders.of(request.headers(), sender.replay());
        MessageContent content = MessageForm.read(JsonBody.object(request));
        Guards guards = guards(sender, repeat, content);
        Envelope envelope = envelope(sender.client(), content);
        try (LogContext.Scope _ = LogContext.message(envelope.messageId())) {
            SubmitResponse accepted = confirmed(envelope, queue.enqueue(envelope, guards), response);
            JsonBody.send(response, ACCEPTED, accepted);
        }
    }

    private Guards guards(Sender sender, RepeatHeaders repeat, MessageContent content) {
        Guards rates = Guards.rates(sender.ratePerMinute(), sender.siteRatePerMinute());
        if (repeat.idempotencyKey().isEmpty() && repeat.nonce().isEmpty()) {
            return rates;
        }
        return new Guards(
                marks.of(content),
                repeat.idempotencyKey(),
                repeat.nonce(),
                rates.ratePerMinute(),
                rates.siteRatePerMinute());
    }

    private Envelope envelope(ClientId client, MessageContent content) {
        MessageId id = MessageId.create(clock);
        return sealer.seal(new Envelope(Envelope.SEALED, id, client, id.time(), Payload.of(content)))
                .orElseThrow(EnqueueRefusal::cannotSeal);
    }

    private SubmitResponse confirmed(Envelope envelope, EnqueueOutcome outcome, ServerResponse response) {
        return switch (outcome) {
            case Enqueued(long position, Optional<RateState> rate) -> {
                tell(response, rate);
                yield accepted(envelope, position);
            }
            case Replayed(MessageId first, Instant at, long position, Optional<RateState> rate) -> {
                tell(response, rate);
                response.header(REPLAYED, "true");
                yield replayed(first, envelope.clientId(), at, position);
            }
            case KeyConflict(Optional<RateState> rate) -> {
                tell(response, rate);
                throw failed(Reason.KEY_CONFLICT, EnqueueRefusal.conflict());
            }
            case NonceUsed used -> throw failed(Reason.NONCE_USED, EnqueueRefusal.nonceUsed(used));
            case OutsideWindow outside -> throw failed(Reason.OUTSIDE_WINDOW, EnqueueRefusal.outside(outside));
            case RateExceeded exceeded -> {
                tell(response, exceeded.rate());
                throw failed(Reason.RATE_EXCEEDED, EnqueueRefusal.rate(exceeded));
            }
            case Refused(String reason) -> throw refused(reason);
            case Unknown(String reason) -> throw unknown(envelope, reason);
        };
    }

    private static void tell(ServerResponse response, Optional<RateState> rate) {
        rate.ifPresent(state -> RateHeaders.set(response, state));
    }

    private SubmitResponse accepted(Envelope envelope, long position) {
        metrics.enqueued();
        registrar.register(envelope);
        LOG.debug("Accepted from {} at position {}", envelope.clientId(), position);
        return receipt(envelope.messageId(), envelope.clientId(), envelope.acceptedAt(), position);
    }

    private SubmitResponse replayed(MessageId first, ClientId client, Instant acceptedAt, long position) {
        metrics.replayed();
        LOG.info("Answered again for {}, accepted before from {}", first, client);
        return receipt(first, client, acceptedAt, position);
    }

    private static SubmitResponse receipt(MessageId id, ClientId client, Instant acceptedAt, long position) {
        return new SubmitResponse(id, MessageStatus.QUEUED, client, acceptedAt, position);
    }

    private Problem refused(String reason) {
        LOG.warn("message refused: {}", reason);
        return failed(Reason.QUEUE_REFUSED, EnqueueRefusal.refused());
    }

    private Problem unknown(Envelope envelope, String reason) {
        LOG.warn("message perhaps enqueued: {}", reason);
        return failed(Reason.QUEUE_UNKNOWN, EnqueueRefusal.unknown(envelope.messageId()));
    }

    private Problem failed(Reason reason, Problem told) {
        metrics.failed(reason);
        return told;
    }
}
