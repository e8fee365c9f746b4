package org.messagebroker.server.statistics;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.messagebroker.api.ClientId;
import org.messagebroker.server.query.RequestFields;
import org.messagebroker.server.statistics.ReportQuestion.Grouping;
import org.messagebroker.server.statistics.StatisticsReader.Period;
import org.messagebroker.service.Problem;

/** Reads what a report is to show from a request; what cannot be shown is refused by name. */
record ReportParameters(RequestFields fields, ZoneId zone, Instant now) {

    private static final List<String> ASKING = List.of(
            "from", "to", "bucket", "group_by", "calendar", "week_start", "client_id", "domain", "compare", "limit");
    private static final Instant EARLIEST = Instant.parse("2000-01-01T00:00:00Z");
    private static final Instant LATEST = Instant.parse("2200-01-01T00:00:00Z");
    private static final int MOST_POINTS = 5000;
    private static final int MOST_GROUPS = 1000;
    private static final int USUAL_GROUPS = 100;
    private static final int USUAL_GROUPS_IN_PIECES = 10;

    /** Whether more is asked for than what older servers told. */
    boolean askForReport() {
        return ASKING.stream().anyMatch(name -> fields.text(name).isPresent());
    }

    Period period() {
        return fields.choice("period", Period.values()).orElse(Period.DAY);
    }

    /** @throws Problem validation_error naming the parameter */
    ReportQuestion question(Optional<ClientId> client) {
        Calendar calendar = fields.choice("calendar", Calendar.values()).orElse(Calendar.GREGORIAN);
        Bucket bucket = fields.choice("bucket", Bucket.values()).orElse(Bucket.NONE);
        Grouping grouping = fields.choice("group_by", Grouping.values()).orElse(Grouping.NONE);
        ReportQuestion question = new ReportQuestion(
                range(calendar),
                new Bucket.Cut(bucket, zone, calendar, weekStart(calendar)),
                grouping,
                fields.number("limit", bucket == Bucket.NONE ? USUAL_GROUPS : USUAL_GROUPS_IN_PIECES, 1, MOST_GROUPS),
                client,
                fields.domain(),
                fields.flag("compare", false));
        requireFew(question);
        return question;
    }

    private DayOfWeek weekStart(Calendar calendar) {
        DayOfWeek usual = calendar == Calendar.JALALI ? DayOfWeek.SATURDAY : DayOfWeek.MONDAY;
        return fields.choice("week_start", new DayOfWeek[] {DayOfWeek.SATURDAY, DayOfWeek.MONDAY})
                .orElse(usual);
    }

    private Range range(Calendar calendar) {
        Optional<Instant> from = fields.text("from").map(text -> time("from", text, calendar, false));
        Optional<Instant> to = fields.text("to").map(text -> time("to", text, calendar, true));
        if (from.isEmpty()) {
            if (to.isPresent()) {
                throw Problem.invalidField("from", "must be given too where to is given");
            }
            return lately();
        }
        Instant end = to.orElseGet(this::endOfThisQuarter);
        if (!from.get().isBefore(end)) {
            throw Problem.invalidField("to", "must be later than from");
        }
        return new Range(from.get(), end);
    }

    private Range lately() {
        Instant end = endOfThisQuarter();
        return new Range(end.minus(period().length()), end);
    }

    private Instant endOfThisQuarter() {
        return Quarter.begin(Quarter.of(now) + 1);
    }

    /** A day or month is meant with its end where it is the end of a range. */
    private Instant time(String name, String text, Calendar calendar, boolean end) {
        Instant time = calendar.days(text)
                .map(days -> Span.begin(end ? days.next() : days.first(), zone))
                .orElseGet(() -> instant(name, text));
        if (time.isBefore(EARLIEST) || time.isAfter(LATEST)) {
            throw Problem.invalidField(name, "must be between the years 2000 and 2199");
        }
        if (!Quarter.begin(Quarter.of(time)).equals(time)) {
            throw Problem.invalidField(
                    name, "must be on a quarter of an hour, because so it is counted: 10:00, 10:15, …");
        }
        return time;
    }

    private static Instant instant(String name, String text) {
        try {
            return OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeParseException malformed) {
            throw Problem.invalidField(
                    name,
                    "must be a day or month of the calendar, such as 2026-11-25 or 2026-11, or a time such as"
                            + " 2026-11-25T10:15:00Z");
        }
    }

    private static void requireFew(ReportQuestion question) {
        int groups = question.grouping().isByRows() ? question.limit() + 1 : 1;
        long pieces = Stream.iterate(
                        question.range().from(),
                        begin -> begin.isBefore(question.range().to()),
                        begin -> question.cut().end(question.cut().begin(begin)))
                .limit(MOST_POINTS + 1L)
                .count();
        if (pieces > 1 && pieces * groups > MOST_POINTS) {
            throw Problem.invalidField(
                    "bucket",
                    "cuts this into more than " + MOST_POINTS
                            + " rows; ask for larger pieces, a shorter time or a smaller limit");
        }
    }
}
