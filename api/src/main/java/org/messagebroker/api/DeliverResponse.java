package org.messagebroker.api;

import java.util.List;
import java.util.Optional;

/** The answer to {@link DeliverRequest}, after the server's commit: one result for each message, in any order. */
public record DeliverResponse(List<Result> results) {

    public DeliverResponse {
        results = List.copyOf(results);
    }

    /**
     * What became of one message.
     *
     * @param reason why it was not stored, for {@link Outcome#REJECTED} and {@link Outcome#RETRY_LATER}
     */
    public record Result(MessageId messageId, Outcome outcome, Optional<String> reason) {}

    /** Per message; a failure of the whole call is an error answer instead. */
    public enum Outcome {
        /** Stored by this call. */
        STORED,
        /** Stored by an earlier call; nothing changed. */
        DUPLICATE,
        /** Not stored now; worth another try. */
        RETRY_LATER,
        /** Never to be stored; hand it over as a dead letter. */
        REJECTED
    }
}
