package org.messagebroker.server.message;

import io.helidon.http.Status;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.util.List;
import java.util.function.Function;
import org.messagebroker.api.DeadLetterRequest;
import org.messagebroker.api.DeadLetterRequest.DeadLetter;
import org.messagebroker.api.DeliverRequest;
import org.messagebroker.api.DeliverRequest.Delivery;
import org.messagebroker.api.ErrorCode;
import org.messagebroker.api.MessageId;
import org.messagebroker.api.MessageStatus;
import org.messagebroker.api.RegisterRequest;
import org.messagebroker.api.RegisterRequest.Registration;
import org.messagebroker.api.StatusUpdate;
import org.messagebroker.server.policy.Admission;
import org.messagebroker.service.Problem;
import org.messagebroker.service.json.Json;
import org.messagebroker.service.json.JsonBody;
import org.messagebroker.service.tls.Peer;

/** {@code /internal/messages}: for proxies and workers with their certificates, each role its own paths. */
final class InternalMessageRoutes implements HttpService {

    private static final int MAX_BATCH = 1000;

    private final Admission admission;
    private final RegisterService registrations;
    private final DeliverService deliveries;
    private final DeadLetterStore deadLetters;
    private final MessageStore messages;
    private final MessageCounters counters;

    InternalMessageRoutes(
            Admission admission,
            RegisterService registrations,
            DeliverService deliveries,
            DeadLetterStore deadLetters,
            MessageStore messages,
            MessageCounters counters) {
        this.admission = admission;
        this.registrations = registrations;
        this.deliveries = deliveries;
        this.deadLetters = deadLetters;
        this.messages = messages;
        this.counters = counters;
    }

    @Override
    public void routing(HttpRules rules) {
        rules.post("/internal/messages/register", this::register)
                .post("/internal/messages/deliver", this::deliver)
                .post("/internal/messages/dead-letters", this::keepDeadLetters)
                .put("/internal/messages/{id}/status", this::report)
                .get("/internal/messages/{id}", this::find);
    }

    private void register(ServerRequest request, ServerResponse response) {
        admission.require(request, Peer.Role.PROXY);
        registrations.register(batch(
                request,
                bytes -> Json.parse(bytes, RegisterRequest.class).messages(),
                bytes -> Json.parse(bytes, Registration.class)));
        response.status(Status.NO_CONTENT_204).send();
    }

    private void deliver(ServerRequest request, ServerResponse response) {
        Peer worker = admission.require(request, Peer.Role.WORKER);
        List<Delivery> batch = batch(
                request,
                bytes -> Json.parse(bytes, DeliverRequest.class).messages(),
                bytes -> Json.parse(bytes, Delivery.class));
        JsonBody.send(response, 200, deliveries.deliver(new DeliverRequest(batch), worker.name()));
    }

    private void keepDeadLetters(ServerRequest request, ServerResponse response) {
        admission.require(request, Peer.Role.WORKER);
        List<DeadLetter> batch = batch(
                request,
                bytes -> Json.parse(bytes, DeadLetterRequest.class).messages(),
                bytes -> Json.parse(bytes, DeadLetter.class));
        counters.failed(deadLetters.keep(batch));
        response.status(Status.NO_CONTENT_204).send();
    }

    private void report(ServerRequest request, ServerResponse response) {
        admission.require(request, Peer.Role.WORKER);
        StatusUpdate update = JsonBody.read(request, StatusUpdate.class);
        if (update.status() == MessageStatus.DELIVERED) {
            throw Problem.invalidField("status", "cannot be reported as delivered; deliver the message instead");
        }
        messages.report(id(request), StoredStatus.of(update.status()), update.attemptCount(), update.requeueEpoch());
        response.status(Status.NO_CONTENT_204).send();
    }

    private void find(ServerRequest request, ServerResponse response) {
        admission.require(request, Peer.Role.PROXY);
        MessageId id = id(request);
        JsonBody.send(
                response,
                200,
                messages.find(id)
                        .or(() -> deadLetters.find(id))
                        .orElseThrow(() -> Problem.of(ErrorCode.NOT_FOUND, "No message has this id.")));
    }

    static MessageId id(ServerRequest request) {
        return MessageId.parse(request.path().pathParameters().get("id"))
                .orElseThrow(() -> Problem.of(ErrorCode.NOT_FOUND, "No message has this id."));
    }

    /** A body with {@code messages}, or one message alone. */
    private static <T> List<T> batch(ServerRequest request, Function<byte[], List<T>> many, Function<byte[], T> one) {
        byte[] json = JsonBody.bytes(request);
        List<T> batch = many.apply(json);
        if (batch.isEmpty() && !Json.object(json).has("messages")) {
            return List.of(one.apply(json));
        }
        if (batch.size() > MAX_BATCH) {
            throw Problem.invalidField("messages", "has more than " + MAX_BATCH + " entries; send smaller batches");
        }
        return batch;
    }
}
