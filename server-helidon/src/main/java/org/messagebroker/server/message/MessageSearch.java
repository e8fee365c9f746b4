package org.messagebroker.server.message;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.messagebroker.api.ClientId;
import org.messagebroker.api.MessageId;
import org.messagebroker.api.MessageStatus;
import org.messagebroker.api.PhoneNumber;

/**
 * Which messages are asked for, newest first.
 *
 * @param clients only these clients'; everybody's if absent
 * @param domain only those of the clients that belong to it now
 * @param from made at this time or later
 * @param until made before this time
 * @param after only those that come after this one in the list, which are the older ones
 * @param skip how many to leave out first
 * @param limit how many at most
 */
record MessageSearch(
        Optional<List<ClientId>> clients,
        Optional<String> domain,
        Optional<MessageStatus> status,
        Term term,
        Optional<Instant> from,
        Optional<Instant> until,
        Optional<MessageId> after,
        int skip,
        int limit) {

    /** Only what is of these clients too. */
    MessageSearch among(List<ClientId> others) {
        List<ClientId> both = clients.map(
                        these -> these.stream().filter(others::contains).toList())
                .orElse(others);
        return new MessageSearch(Optional.of(both), domain, status, term, from, until, after, skip, limit);
    }

    MessageSearch limitedTo(int most) {
        return new MessageSearch(clients, domain, status, term, from, until, after, skip, most);
    }

    /** Whether there is nobody whose messages could be found. */
    boolean isOfNobody() {
        return clients.filter(List::isEmpty).isPresent();
    }

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
