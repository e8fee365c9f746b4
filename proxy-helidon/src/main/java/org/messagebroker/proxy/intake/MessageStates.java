package org.messagebroker.proxy.intake;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;
import org.messagebroker.api.ClientId;
import org.messagebroker.api.ErrorCode;
import org.messagebroker.api.MessageId;
import org.messagebroker.api.MessageState;
import org.messagebroker.service.Problem;

/**
 * Finds where a message stands. The queue is asked before the server: a message leaves the queue only after the server's
 * commit, so one that is in neither, asked in this order, was never accepted. Thread-safe.
 */
final class MessageStates {

    private static final Duration RETRY_AFTER = Duration.ofSeconds(10);

    private final Function<MessageId, Lookup> queue;
    private final Function<MessageId, Lookup> server;

    MessageStates(Function<MessageId, Lookup> queue, Function<MessageId, Lookup> server) {
        this.queue = queue;
        this.server = server;
    }

    /**
     * The state of a client's own message.
     *
     * @throws Problem not_found when nobody knows it, or it is another client's; service_unavailable when it is unknown
     *     whether anybody knows it
     */
    MessageState find(MessageId id, ClientId asking) {
        Lookup queued = queue.apply(id);
        Lookup stored = server.apply(id);
        return merged(queued, stored)
                .filter(state -> state.clientId().equals(asking))
                .orElseThrow(MessageStates::notFound);
    }

    private static Optional<MessageState> merged(Lookup queued, Lookup stored) {
        return switch (stored) {
            case Lookup.Found(MessageState atServer) -> Optional.of(later(atServer, queued));
            case Lookup.Absent() -> orUnknown(queued);
            case Lookup.Away() -> Optional.of(orUnknown(queued).orElseThrow(MessageStates::cannotTell));
        };
    }

    /** The server's, unless the queue has seen the message further: reports reach the server with a delay. */
    private static MessageState later(MessageState atServer, Lookup queued) {
        return queued instanceof Lookup.Found(MessageState inQueue)
                        && inQueue.status().compareTo(atServer.status()) > 0
                ? inQueue
                : atServer;
    }

    private static Optional<MessageState> orUnknown(Lookup queued) {
        return switch (queued) {
            case Lookup.Found(MessageState state) -> Optional.of(state);
            case Lookup.Absent() -> Optional.empty();
            case Lookup.Away() -> throw cannotTell();
        };
    }

    private static Problem notFound() {
        return Problem.of(ErrorCode.NOT_FOUND, "You have no message with this id.");
    }

    private static Problem cannotTell() {
        return Problem.unavailable("Where the message stands cannot be told at the moment; ask again.", RETRY_AFTER);
    }
}
