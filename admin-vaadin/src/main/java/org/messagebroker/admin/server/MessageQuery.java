package org.messagebroker.admin.server;

import java.util.Optional;
import org.messagebroker.api.MessageId;
import org.messagebroker.api.MessageStatus;
import org.springframework.web.util.UriBuilder;

/**
 * Which messages to fetch.
 *
 * @param status only those of it
 * @param after only those older than this one
 * @param limit at most so many
 * @param bodies whether texts are wanted; a server that audits the reading of texts is not made to for nothing
 */
public record MessageQuery(Optional<MessageStatus> status, Optional<MessageId> after, int limit, boolean bodies) {

    /** The newest of a status. */
    public static MessageQuery newest(Optional<MessageStatus> status, int limit) {
        return new MessageQuery(status, Optional.empty(), limit, true);
    }

    /** Those that follow a message in the list. */
    public MessageQuery following(MessageId last) {
        return new MessageQuery(status, Optional.of(last), limit, bodies);
    }

    /** The same without texts. */
    public MessageQuery withoutBodies() {
        return new MessageQuery(status, after, limit, false);
    }

    UriBuilder on(UriBuilder uri) {
        uri.queryParam("limit", limit);
        status.ifPresent(wanted -> uri.queryParam("status_filter", wanted.wire()));
        after.ifPresent(last -> uri.queryParam("after", last));
        if (!bodies) {
            uri.queryParam("bodies", false);
        }
        return uri;
    }
}
