package org.messagebroker.proxy.intake;

import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import org.messagebroker.api.ClientId;
import org.messagebroker.api.MessageId;
import org.messagebroker.proxy.identity.Admission;
import org.messagebroker.queue.MessageQueue;
import org.messagebroker.queue.QueueUnavailableException;
import org.messagebroker.service.Problem;
import org.messagebroker.service.json.JsonBody;
import org.messagebroker.service.log.LogContext;
import org.messagebroker.service.upstream.ServerClient;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** {@code GET /api/v1/messages/{id}}: a client asks where its own message stands. Thread-safe. */
public final class MessageStateRoutes implements HttpService {

    private static final Logger LOG = LoggerFactory.getLogger(MessageStateRoutes.class);
    private static final int OK = 200;

    private final Admission admission;
    private final MessageStates states;

    public MessageStateRoutes(Admission admission, MessageQueue queue, ServerClient server) {
        this.admission = admission;
        this.states = new MessageStates(id -> inQueue(queue, id), new ServerStates(server)::lookup);
    }

    @Override
    public void routing(HttpRules rules) {
        rules.get("/api/v1/messages/{id}", this::state);
    }

    private void state(ServerRequest request, ServerResponse response) {
        ClientId client = admission.admit(request).client();
        MessageId id = id(request);
        try (LogContext.Scope _ = LogContext.message(id)) {
            JsonBody.send(response, OK, states.find(id, client));
        }
    }

    private static MessageId id(ServerRequest request) {
        return MessageId.parse(request.path().pathParameters().get("id"))
                .orElseThrow(() -> Problem.invalidField("id", "is not a message id; expected a UUID version 7."));
    }

    private static Lookup inQueue(MessageQueue queue, MessageId id) {
        try {
            return queue.find(id).<Lookup>map(Lookup.Found::new).orElseGet(Lookup.Absent::new);
        } catch (QueueUnavailableException e) {
            LOG.warn("queue not asked: {}", e.getMessage());
            return new Lookup.Away();
        }
    }
}
