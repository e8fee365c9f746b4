package org.messagebroker.admin.server;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.io.OutputStream;
import java.util.List;
import java.util.Optional;
import org.messagebroker.api.MessageDetail;
import org.messagebroker.api.MessageId;
import org.messagebroker.api.MessagePage;
import org.messagebroker.api.MessageView;
import org.springframework.stereotype.Component;

/**
 * Reads messages from the server: {@code /portal/messages}, which shows everybody what he may see. What is looked for goes in
 * a body, as a number must not stand in an address. Thread-safe.
 */
@Component
public final class MessageClient {

    private final ServerCalls server;

    MessageClient(ServerCalls server) {
        this.server = server;
    }

    /** The messages that fit and that the person may see, the newest first. */
    public Answer<List<MessageView>> messages(PortalSession session, MessageQuery query) {
        Search search = new Search(query.filter(), query.after(), query.limit(), query.bodies());
        return server.post(session, Uri.of("/portal/messages/search"), search, MessagePage.class)
                .map(MessagePage::messages);
    }

    /**
     * One message with its history.
     *
     * @param body whether its text is wanted; the server audits the reading
     */
    public Answer<MessageDetail> message(PortalSession session, MessageId id, boolean body) {
        return server.get(session, Uri.of("/portal/messages/{id}", id).with("bodies", body), MessageDetail.class);
    }

    /** Copies all that fit, without texts, as a table for spreadsheets or as JSON lines. */
    public Answer<Nothing> export(PortalSession session, MessageFilter filter, String format, OutputStream to) {
        return server.copy(session, Uri.of("/portal/messages/export"), Optional.of(new Export(filter, format)), to);
    }

    private record Search(@JsonUnwrapped MessageFilter filter, Optional<MessageId> after, int limit, boolean bodies) {}

    private record Export(@JsonUnwrapped MessageFilter filter, String format) {}
}
