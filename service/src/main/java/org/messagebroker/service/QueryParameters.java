package org.messagebroker.service;

import io.helidon.common.parameters.Parameters;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.function.Function;

/**
 * The parameters of a request, usually those of its query. Every method throws a {@link Problem} validation_error that names
 * the parameter which is malformed.
 *
 * @param given the text of a parameter by its name
 */
public record QueryParameters(Function<String, Optional<String>> given) {

    private static final int LONGEST_DATE = 10;
    private static final Instant LATEST = Instant.parse("9999-01-01T00:00:00Z");

    /** Those of a query. */
    public QueryParameters(Parameters query) {
        this(name -> query.contains(name) ? Optional.of(query.get(name)) : Optional.empty());
    }

    /** A text of at most so many characters; empty when it is absent or blank. */
    public Optional<String> text(String name, int longest) {
        Optional<String> text = text(name);
        text.filter(given -> given.length() > longest).ifPresent(tooLong -> {
            throw Problem.invalidField(name, "must not be longer than " + longest + " characters");
        });
        return text;
    }

    private Optional<String> text(String name) {
        return given.apply(name).map(String::strip).filter(text -> !text.isEmpty());
    }

    /** A whole number. */
    public int number(String name, int otherwise, int least, int most) {
        return number(name, least, most).map(Math::toIntExact).orElse(otherwise);
    }

    /** A whole number that may be absent. */
    public Optional<Long> number(String name, long least, long most) {
        return text(name).map(text -> number(name, text, least, most));
    }

    private static long number(String name, String text, long least, long most) {
        try {
            long number = Long.parseLong(text);
            if (number >= least && number <= most) {
                return number;
            }
        } catch (NumberFormatException notANumber) {
            // Said below.
        }
        throw Problem.invalidField(name, "must be a whole number from " + least + " to " + most);
    }

    /** When a range begins: a date (its first moment, UTC) or a time. */
    public Optional<Instant> from(String name) {
        return text(name)
                .map(text -> time(
                        name, text, date -> date.atStartOfDay(ZoneOffset.UTC).toInstant(), 0));
    }

    /** The moment after a range that goes up to and with the date or the millisecond named. */
    public Optional<Instant> until(String name) {
        return text(name)
                .map(text -> time(
                        name,
                        text,
                        date -> date.plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant(),
                        1));
    }

    private static Instant time(String name, String text, Function<LocalDate, Instant> ofDate, int millisAfter) {
        try {
            Instant time = text.length() <= LONGEST_DATE
                    ? ofDate.apply(LocalDate.parse(text))
                    : OffsetDateTime.parse(text).toInstant().plusMillis(millisAfter);
            if (!time.isBefore(Instant.EPOCH) && !time.isAfter(LATEST)) {
                return time;
            }
        } catch (DateTimeException malformed) {
            // Said below.
        }
        throw Problem.invalidField(name, "must be a date such as 2026-11-23 or a time such as 2026-11-23T10:00:00Z");
    }
}
