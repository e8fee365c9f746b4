package org.messagebroker.admin.server;

import java.util.List;
import org.messagebroker.api.MessageId;
import org.messagebroker.api.MessageView;
import org.springframework.core.ParameterizedTypeReference;
import org.springframework.stereotype.Component;

/** Reads messages from the server: {@code /portal/messages}. Thread-safe. */
@Component
public final class MessageClient {

    private static final ParameterizedTypeReference<List<MessageView>> MESSAGES = new ParameterizedTypeReference<>() {};

    private final PersonalReading server;

    MessageClient(PersonalReading server) {
        this.server = server;
    }

    /** The messages that the person may see, the newest first. */
    public Answer<List<MessageView>> messages(PortalSession session, MessageQuery query) {
        return server.get(
                session,
                client -> client.uri(
                        builder -> query.on(builder.path("/portal/messages")).build()),
                response -> response.bodyTo(MESSAGES));
    }

    /** One message. */
    public Answer<MessageView> message(PortalSession session, MessageId id) {
        return server.get(
                session,
                client -> client.uri("/portal/messages/{id}", id),
                response -> response.bodyTo(MessageView.class));
    }
}
