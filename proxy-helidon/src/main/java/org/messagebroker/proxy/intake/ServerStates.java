package org.messagebroker.proxy.intake;

import org.messagebroker.api.MessageId;
import org.messagebroker.api.MessageState;
import org.messagebroker.service.upstream.Reply;
import org.messagebroker.service.upstream.ServerClient;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Asks the server where a message stands. Thread-safe. */
final class ServerStates {

    private static final Logger LOG = LoggerFactory.getLogger(ServerStates.class);
    private static final int NOT_FOUND = 404;

    private final ServerClient server;

    ServerStates(ServerClient server) {
        this.server = server;
    }

    Lookup lookup(MessageId id) {
        return switch (server.get("/internal/messages/" + id, MessageState.class)) {
            case Reply.Answered<MessageState>(int _, MessageState state) -> new Lookup.Found(state);
            case Reply.Refused<MessageState> refused -> refused(refused);
            case Reply.Unreachable<MessageState>(String reason) -> away(reason);
        };
    }

    /** A 404 without the error's code is not the server's word on the message: something else answered. */
    private static Lookup refused(Reply.Refused<MessageState> refused) {
        boolean says = refused.status() == NOT_FOUND
                && refused.code().filter("not_found"::equals).isPresent();
        return says ? new Lookup.Absent() : away(refused.message());
    }

    private static Lookup away(String reason) {
        LOG.warn("server not asked: {}", reason);
        return new Lookup.Away();
    }
}
