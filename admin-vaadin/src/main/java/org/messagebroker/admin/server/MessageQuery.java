package org.messagebroker.admin.server;

import java.util.Optional;
import org.messagebroker.api.MessageId;

/**
 * Which messages to fetch.
 *
 * @param after only those older than this one
 * @param limit at most so many
 * @param bodies whether texts are wanted; the server audits the reading of each
 */
public record MessageQuery(MessageFilter filter, Optional<MessageId> after, int limit, boolean bodies) {

    /** The newest that fit. */
    public static MessageQuery newest(MessageFilter filter, int limit, boolean bodies) {
        return new MessageQuery(filter, Optional.empty(), limit, bodies);
    }

    /** Those that follow a message in the list. */
    public MessageQuery following(MessageId last) {
        return new MessageQuery(filter, Optional.of(last), limit, bodies);
    }

    /** The same without texts. */
    public MessageQuery withoutBodies() {
        return new MessageQuery(filter, after, limit, false);
    }
}
