package org.messagebroker.worker.upstream;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.messagebroker.api.DeadLetterRequest;
import org.messagebroker.api.DeadLetterRequest.DeadLetter;
import org.messagebroker.api.DeliverRequest;
import org.messagebroker.api.DeliverRequest.Delivery;
import org.messagebroker.api.DeliverResponse;
import org.messagebroker.api.DeliverResponse.Result;
import org.messagebroker.api.MessageId;
import org.messagebroker.api.MessageStatus;
import org.messagebroker.api.StatusUpdate;
import org.messagebroker.queue.MessageConsumer.Taken;
import org.messagebroker.service.upstream.Reply;
import org.messagebroker.service.upstream.ServerClient;
import org.messagebroker.worker.delivery.CallResult;
import org.messagebroker.worker.delivery.Outcome;
import org.messagebroker.worker.delivery.Server;

/**
 * The server behind its HTTP interface. Only a result inside a 200 speaks of a message; any other answer, a refusal too,
 * speaks of the call, though one message may be why. Thread-safe.
 */
public final class ServerCalls implements Server {

    /** What a server says to a call because of what is in it, and not of who calls or when. */
    private static final Set<Integer> ABOUT_CONTENT = Set.of(400, 413, 422, 500);

    private final ServerClient client;

    public ServerCalls(ServerClient client) {
        this.client = client;
    }

    @Override
    public CallResult deliver(List<Taken> messages) {
        DeliverRequest request = new DeliverRequest(messages.stream()
                .map(each -> new Delivery(each.envelope(), each.attempts(), each.epoch()))
                .toList());
        return switch (client.post("/internal/messages/deliver", request, DeliverResponse.class)) {
            case Reply.Answered<DeliverResponse> answered
            when answered.status() == 200 ->
                new CallResult.Answered(outcomes(answered.body().results()));
            case Reply.Answered<DeliverResponse> other -> new CallResult.Failed("answered with " + other.status());
            case Reply.Refused<DeliverResponse> refused -> refused(refused);
            case Reply.Unreachable<DeliverResponse> unreachable -> new CallResult.Failed(unreachable.reason());
        };
    }

    private static CallResult refused(Reply.Refused<?> refused) {
        String reason = "answered with " + refused.status() + ": " + refused.message();
        return ABOUT_CONTENT.contains(refused.status())
                ? new CallResult.Refused(reason)
                : new CallResult.Failed(reason);
    }

    /** A message with two different results is left out, as if the server had said nothing of it. */
    private static Map<MessageId, Outcome> outcomes(List<Result> results) {
        Map<MessageId, Outcome> outcomes = new HashMap<>();
        Set<MessageId> contradicted = new HashSet<>();
        for (Result result : results) {
            Outcome outcome = outcome(result);
            if (!outcomes.merge(result.messageId(), outcome, (first, second) -> first)
                    .equals(outcome)) {
                contradicted.add(result.messageId());
            }
        }
        outcomes.keySet().removeAll(contradicted);
        return outcomes;
    }

    private static Outcome outcome(Result result) {
        String reason = result.reason().orElse("the server gives no reason");
        return switch (result.outcome()) {
            case STORED -> new Outcome.Delivered();
            case DUPLICATE -> new Outcome.Duplicate();
            case RETRY_LATER -> new Outcome.RetryLater(reason);
            case REJECTED -> new Outcome.Rejected(reason);
        };
    }

    @Override
    public CallResult giveUp(List<GivenUp> messages) {
        DeadLetterRequest request = new DeadLetterRequest(
                messages.stream().map(ServerCalls::deadLetter).toList());
        return switch (client.post("/internal/messages/dead-letters", request, ServerClient.Nothing.class)) {
            case Reply.Answered<ServerClient.Nothing> _ -> new CallResult.Answered(kept(messages));
            case Reply.Refused<ServerClient.Nothing> refused -> refused(refused);
            case Reply.Unreachable<ServerClient.Nothing> unreachable -> new CallResult.Failed(unreachable.reason());
        };
    }

    private static Map<MessageId, Outcome> kept(List<GivenUp> messages) {
        return messages.stream()
                .collect(Collectors.toMap(each -> each.message().id(), _ -> new Outcome.Delivered(), (one, _) -> one));
    }

    private static DeadLetter deadLetter(GivenUp given) {
        return new DeadLetter(
                given.message().envelope(),
                given.attempts(),
                given.reason(),
                !given.rejected(),
                given.message().epoch());
    }

    @Override
    public void reportProcessing(Taken message, int attempts) {
        client.put(
                "/internal/messages/" + message.id() + "/status",
                new StatusUpdate(MessageStatus.PROCESSING, attempts, message.epoch()),
                ServerClient.Nothing.class);
    }

    @Override
    public boolean isUp() {
        return client.get("/health", ServerClient.Nothing.class) instanceof Reply.Answered;
    }
}
