package org.messagebroker.server.message;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
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

    /** The page that follows a message. */
    MessageSearch following(MessageId last, int most) {
        return new MessageSearch(clients, domain, status, term, from, until, Optional.of(last), 0, most);
    }

    /** In words for the audit, which names no number. */
    Map<String, Object> words() {
        Map<String, Object> words = new TreeMap<>();
        clients.ifPresent(some ->
                words.put("client_id", some.stream().map(ClientId::value).toList()));
        domain.ifPresent(wanted -> words.put("domain", wanted));
        status.ifPresent(wanted -> words.put("status", wanted.wire()));
        from.ifPresent(time -> words.put("from", time.toString()));
        until.ifPresent(time -> words.put("until", time.toString()));
        after.ifPresent(id -> words.put("after", id.toString()));
        switch (term) {
            case Term.Anything() -> {}
            case Term.Id(MessageId id) -> words.put("message_id", id.toString());
            case Term.Number(PhoneNumber _) -> words.put("sender_number", "given");
            case Term.Nothing() -> words.put("search", "neither an id nor a number");
        }
        return words;
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
