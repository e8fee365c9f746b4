package org.messagebroker.worker.delivery;

import java.util.Map;
import org.messagebroker.api.MessageId;

/** What came of one call with a batch. */
public sealed interface CallResult {

    /** The server answered for messages one by one; for those missing here the call failed. */
    record Answered(Map<MessageId, Outcome> outcomes) implements CallResult {
        public Answered {
            outcomes = Map.copyOf(outcomes);
        }
    }

    /** The server answered that it does not take the call; one message in it may be why. */
    record Refused(String reason) implements CallResult {}

    /** The call failed, and that says nothing about any message. */
    record Failed(String reason) implements CallResult {}
}
