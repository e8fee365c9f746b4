package org.messagebroker.server.message;

import com.fasterxml.jackson.databind.JsonNode;
import io.helidon.common.parameters.Parameters;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.messagebroker.api.ClientId;
import org.messagebroker.api.MessageId;
import org.messagebroker.api.MessageStatus;
import org.messagebroker.api.PhoneNumber;
import org.messagebroker.server.message.MessageSearch.Term;
import org.messagebroker.server.query.RequestFields;
import org.messagebroker.service.Problem;

/** Reads a search from a request; what is malformed is refused by name. */
record SearchParameters(RequestFields fields) {

    private static final int DEFAULT_LIMIT = 100;
    private static final int MAX_LIMIT = 1000;
    private static final int MAX_SKIP = 10_000;
    private static final Set<String> FILTERS =
            Set.of("status", "status_filter", "client_id", "domain", "sender_number", "search", "from_date", "to_date");
    private static final Set<String> OF_A_SEARCH = with("after", "limit", "bodies");
    private static final Set<String> OF_AN_EXPORT = with("format");

    private static Set<String> with(String... more) {
        return Stream.concat(FILTERS.stream(), Stream.of(more)).collect(Collectors.toUnmodifiableSet());
    }

    /** A query names no number: addresses are kept in the logs of what stands between. */
    static SearchParameters of(Parameters query) {
        if (query.contains("sender_number")) {
            throw Problem.invalidField(
                    "sender_number", "must not stand in an address, which others may log; send it to …/search as JSON");
        }
        return new SearchParameters(RequestFields.of(query));
    }

    static SearchParameters ofSearch(JsonNode body) {
        return new SearchParameters(RequestFields.of(body, OF_A_SEARCH));
    }

    static SearchParameters ofExport(JsonNode body) {
        return new SearchParameters(RequestFields.of(body, OF_AN_EXPORT));
    }

    /** @throws Problem validation_error naming the parameter */
    MessageSearch search(Optional<ClientId> visible) {
        MessageSearch search = new MessageSearch(
                visible.map(List::of), fields.domain(), status(), term(), from(), until(), after(), skip(), limit());
        return fields.client().map(client -> search.among(List.of(client))).orElse(search);
    }

    static MessageSearch one(MessageId id, Optional<ClientId> visible) {
        return new MessageSearch(
                visible.map(List::of),
                Optional.empty(),
                Optional.empty(),
                new Term.Id(id),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                0,
                1);
    }

    Optional<String> text(String name) {
        return fields.text(name);
    }

    <E extends Enum<E>> Optional<E> choice(String name, E[] choices) {
        return fields.choice(name, choices);
    }

    Optional<ClientId> client() {
        return fields.client();
    }

    private Optional<MessageStatus> status() {
        return fields.choice("status_filter", MessageStatus.values())
                .or(() -> fields.choice("status", MessageStatus.values()));
    }

    private Term term() {
        Optional<Term> number = text("sender_number").map(SearchParameters::number);
        Optional<Term> word = text("search").map(Term::of);
        if (number.isPresent() && word.isPresent()) {
            throw Problem.invalidField("search", "cannot be given together with sender_number");
        }
        return number.or(() -> word).orElseGet(Term.Anything::new);
    }

    private static Term number(String text) {
        if (!PhoneNumber.isValid(text)) {
            throw Problem.invalidField("sender_number", "must be a whole number: a plus and 7 to 15 digits (E.164)");
        }
        return new Term.Number(new PhoneNumber(text));
    }

    Optional<Instant> from() {
        return fields.from("from_date");
    }

    Optional<Instant> until() {
        return fields.until("to_date");
    }

    int limit() {
        return fields.number("limit", DEFAULT_LIMIT, 1, MAX_LIMIT);
    }

    private Optional<MessageId> after() {
        return text("after")
                .map(text -> MessageId.parse(text)
                        .orElseThrow(() ->
                                Problem.invalidField("after", "must be the message_id of the last message shown")));
    }

    private int skip() {
        int skip = fields.number("skip", 0, 0, Integer.MAX_VALUE);
        if (skip > MAX_SKIP) {
            throw Problem.invalidField(
                    "skip",
                    "must not be above " + MAX_SKIP
                            + "; page on with after=<message_id of the last message shown> instead");
        }
        return skip;
    }
}
