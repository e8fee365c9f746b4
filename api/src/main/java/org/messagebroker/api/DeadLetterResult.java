package org.messagebroker.api;

import java.util.List;

/**
 * What came of a {@link DeadLetterOrder}.
 *
 * @param matched how many fit
 * @param done with how many it is done; 0 in a dry run
 * @param refused some of those that were left as they are, and why
 * @param more whether others fit that were not looked at: the same order again goes on with them
 */
public record DeadLetterResult(long matched, long done, List<Refusal> refused, boolean more) {

    public DeadLetterResult {
        refused = List.copyOf(refused);
    }

    /** One that was left as it is. */
    public record Refusal(MessageId messageId, ClientId clientId, String reason) {}
}
