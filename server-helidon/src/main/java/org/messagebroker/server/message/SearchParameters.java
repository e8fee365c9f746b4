package org.messagebroker.server.message;

import io.helidon.common.parameters.Parameters;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.messagebroker.api.ClientId;
import org.messagebroker.api.MessageId;
import org.messagebroker.api.MessageStatus;
import org.messagebroker.server.message.MessageSearch.Term;
import org.messagebroker.service.Problem;

/** Reads a search from a request's query; what is malformed is refused by name. */
final class SearchParameters {

    private static final int DEFAULT_LIMIT = 100;
    private static final int MAX_LIMIT = 1000;
    private static final int MAX_SKIP = 10_000;

    private final Parameters query;

    SearchParameters(Parameters query) {
        this.query = query;
    }

    /** @throws Problem validation_error naming the parameter */
    static MessageSearch read(Parameters query, Optional<ClientId> visible) {
        SearchParameters parameters = new SearchParameters(query);
        MessageSearch search = new MessageSearch(
                visible.map(List::of),
                parameters.text("domain"),
                parameters.status(),
                parameters.text("search").map(Term::of).orElseGet(Term.Anything::new),
                parameters.from(),
                parameters.until(),
                parameters.after(),
                parameters.skip(),
                parameters.limit());
        return parameters.client().map(client -> search.among(List.of(client))).orElse(search);
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

    private Optional<ClientId> client() {
        return text("client_id").map(text -> {
            if (!ClientId.isValid(text)) {
                throw Problem.invalidField("client_id", "is not the id of a client");
            }
            return new ClientId(text);
        });
    }

    Optional<String> text(String name) {
        return query.contains(name)
                ? Optional.of(query.get(name).strip()).filter(text -> !text.isEmpty())
                : Optional.empty();
    }

    private Optional<MessageStatus> status() {
        return text("status_filter")
                .map(text -> Arrays.stream(MessageStatus.values())
                        .filter(status -> status.wire().equals(text))
                        .findFirst()
                        .orElseThrow(() -> Problem.invalidField(
                                "status_filter", "must be queued, processing, delivered or failed")));
    }

    /** One of these by its name in lower case. */
    <E extends Enum<E>> Optional<E> choice(String name, E[] choices) {
        return text(name)
                .map(text -> Arrays.stream(choices)
                        .filter(each -> DeadLetterSearch.column(each).equals(text))
                        .findFirst()
                        .orElseThrow(() -> Problem.invalidField(name, "must be one of: " + names(choices))));
    }

    private static String names(Enum<?>[] choices) {
        return Arrays.stream(choices).map(DeadLetterSearch::column).collect(Collectors.joining(", "));
    }

    Optional<Instant> from() {
        return text("from_date").map(text -> begin("from_date", text));
    }

    Optional<Instant> until() {
        return text("to_date").map(text -> end("to_date", text));
    }

    int limit() {
        return number("limit", DEFAULT_LIMIT, 1, MAX_LIMIT);
    }

    private Optional<MessageId> after() {
        return text("after")
                .map(text -> MessageId.parse(text)
                        .orElseThrow(() ->
                                Problem.invalidField("after", "must be the message_id of the last message shown")));
    }

    private int skip() {
        int skip = number("skip", 0, 0, Integer.MAX_VALUE);
        if (skip > MAX_SKIP) {
            throw Problem.invalidField(
                    "skip",
                    "must not be above " + MAX_SKIP
                            + "; page on with after=<message_id of the last message shown> instead");
        }
        return skip;
    }

    private int number(String name, int otherwise, int least, int most) {
        return text(name).map(text -> number(name, text, least, most)).orElse(otherwise);
    }

    private static int number(String name, String text, int least, int most) {
        try {
            int number = Integer.parseInt(text);
            if (number >= least && number <= most) {
                return number;
            }
        } catch (NumberFormatException notANumber) {
            // Said below.
        }
        throw Problem.invalidField(name, "must be a whole number from " + least + " to " + most);
    }

    private static Instant begin(String name, String text) {
        return time(name, text, date -> date.atStartOfDay(ZoneOffset.UTC).toInstant());
    }

    /** Up to and with the day or the millisecond named. */
    private static Instant end(String name, String text) {
        return time(
                        name,
                        text,
                        date -> date.plusDays(1)
                                .atStartOfDay(ZoneOffset.UTC)
                                .toInstant()
                                .minusMillis(1))
                .plusMillis(1);
    }

    private static Instant time(String name, String text, Function<LocalDate, Instant> ofDate) {
        try {
            Instant time = text.length() <= 10
                    ? ofDate.apply(LocalDate.parse(text))
                    : OffsetDateTime.parse(text).toInstant();
            if (time.isBefore(Instant.EPOCH) || time.isAfter(Instant.parse("9999-01-01T00:00:00Z"))) {
                throw new DateTimeException("out of range");
            }
            return time;
        } catch (DateTimeException malformed) {
            throw Problem.invalidField(
                    name, "must be a date such as 2026-11-23 or a time such as 2026-11-23T10:00:00Z");
        }
    }
}
