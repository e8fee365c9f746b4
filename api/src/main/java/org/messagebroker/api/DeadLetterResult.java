package org.messagebroker.api;

import java.util.List;
import java.util.Optional;

/**
 * What came of a {@link DeadLetterOrder}.
 *
 * @param matched how many fit
 * @param done with how many it is done; 0 in a dry run
 * @param refused some of those that were left as they are, and why
 * @param more whether others may fit that were not looked at: the same order, with after as it stands here, goes on with
 *     them; without it the order begins anew, with those that were refused
 * @param after where the order has come to: to be given as after to go on; absent when there is no more
 */
public record DeadLetterResult(long matched, long done, List<Refusal> refused, boolean more, Optional<String> after) {

    public DeadLetterResult {
        refused = List.copyOf(refused);
    }

    /** One that was left as it is. */
    public record Refusal(MessageId messageId, ClientId clientId, String reason) {}
}
