package org.messagebroker.server.message;

import java.time.Instant;
import java.util.Optional;
import org.messagebroker.api.ClientId;
import org.messagebroker.api.MessageId;
import org.messagebroker.api.MessageStatus;
import org.messagebroker.api.PhoneNumber;

/**
 * Which messages are asked for, newest first.
 *
 * @param client only this client's
 * @param from made at this time or later
 * @param until made before this time
 * @param after only those that come after this one in the list, which are the older ones
 * @param skip how many to leave out first
 * @param limit how many at most
 */
record MessageSearch(
        Optional<ClientId> client,
        Optional<MessageStatus> status,
        Term term,
        Optional<Instant> from,
        Optional<Instant> until,
        Optional<MessageId> after,
        int skip,
        int limit) {

    /** What the search word names. */
    sealed interface Term {
        record Anything() implements Term {}

        record Id(MessageId id) implements Term {}

        record Number(PhoneNumber number) implements Term {}

        /** Neither an id nor a whole number: nothing can match. */
        record Nothing() implements Term {}

        static Term of(String word) {
            return MessageId.parse(word)
                    .<Term>map(Id::new)
                    .orElseGet(() -> PhoneNumber.isValid(word) ? new Number(new PhoneNumber(word)) : new Nothing());
        }
    }
}
