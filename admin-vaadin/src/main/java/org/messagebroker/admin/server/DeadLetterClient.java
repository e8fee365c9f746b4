package org.messagebroker.admin.server;

import java.util.Locale;
import java.util.Optional;
import org.messagebroker.api.DeadLetterOrder;
import org.messagebroker.api.DeadLetterPage;
import org.messagebroker.api.DeadLetterResult;
import org.messagebroker.api.DeadLetterView;
import org.messagebroker.api.MessageId;
import org.springframework.stereotype.Component;

/** Messages that were given up: {@code /admin/dead-letters}. Thread-safe. */
@Component
public final class DeadLetterClient {

    private static final Uri ALL = Uri.of("/admin/dead-letters");

    private final ServerCalls server;

    DeadLetterClient(ServerCalls server) {
        this.server = server;
    }

    /** Those that fit, the newest first, from a place on. */
    public Answer<DeadLetterPage> deadLetters(
            PortalSession session, DeadLetterFilter filter, Optional<String> after, int limit) {
        Uri uri = ALL.with("kind", filter.kind().map(DeadLetterClient::wire))
                .with("state", filter.state().map(DeadLetterClient::wire))
                .with("client_id", filter.clientId())
                .with("reason", filter.reason())
                .with("after", after)
                .with("limit", limit);
        return server.get(session, uri, DeadLetterPage.class);
    }

    /** @param body whether its text is wanted; the server audits the reading */
    public Answer<DeadLetterView> deadLetter(PortalSession session, MessageId id, boolean body) {
        return server.get(session, Uri.of("/admin/dead-letters/{id}", id).with("body", body), DeadLetterView.class);
    }

    /** Puts them back into the queue. */
    public Answer<DeadLetterResult> requeue(PortalSession session, DeadLetterOrder order) {
        return server.post(session, Uri.of("/admin/dead-letters/requeue"), order, DeadLetterResult.class);
    }

    /** Drops them for good. */
    public Answer<DeadLetterResult> discard(PortalSession session, DeadLetterOrder order) {
        return server.post(session, Uri.of("/admin/dead-letters/discard"), order, DeadLetterResult.class);
    }

    private static String wire(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
