package org.messagebroker.server.statistics;

import io.helidon.dbclient.DbExecute;
import io.helidon.dbclient.DbRow;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.messagebroker.api.StatisticsReport;
import org.messagebroker.api.StatisticsReport.Figures;
import org.messagebroker.api.StatisticsReport.Previous;
import org.messagebroker.server.database.Database;
import org.messagebroker.server.database.Rows;
import org.messagebroker.server.query.RequestFields;
import org.messagebroker.service.Problem;

/** Reads reports from the rollups: never from the messages themselves, however many there are. Thread-safe. */
final class ReportReader {

    private final Database database;
    private final InstantSource clock;

    ReportReader(Database database, InstantSource clock) {
        this.database = database;
        this.clock = clock;
    }

    /** @throws Problem validation_error when the range begins or ends where only whole days are kept */
    StatisticsReport read(ReportQuestion question) {
        return database.transaction(transaction -> {
            Sums sums = sums(transaction, question);
            return new StatisticsReport(
                    question.cut().zone().getId(),
                    RequestFields.wire(question.cut().calendar()),
                    RequestFields.wire(question.cut().weekStart()),
                    question.range().from(),
                    question.range().to(),
                    RequestFields.wire(question.bucket()),
                    RequestFields.wire(question.grouping()),
                    ReportRows.figures(sums.total()),
                    question.compare() ? Optional.of(previous(transaction, question, sums.total())) : Optional.empty(),
                    new ReportRows(question, sums).rows());
        });
    }

    /** Of a report that is cut the largest groups are found first: the pieces of all others never leave the database. */
    private Sums sums(DbExecute execute, ReportQuestion question) {
        if (!question.grouping().isByRows()) {
            return read(execute, question, Optional.empty());
        }
        Sums groups = read(execute, question.uncut(), Optional.empty());
        List<String> largest = largest(groups, question.limit());
        return question.bucket() == Bucket.NONE
                ? groups.naming(largest)
                : read(execute, question, Optional.of(largest));
    }

    private static List<String> largest(Sums sums, int limit) {
        return sums.groups().entrySet().stream()
                .sorted(Comparator.<Map.Entry<Optional<String>, Measures>>comparingLong(
                                each -> -each.getValue().messages())
                        .thenComparing(each -> each.getKey().orElse("")))
                .flatMap(each -> each.getKey().stream())
                .limit(limit)
                .toList();
    }

    private Sums read(DbExecute execute, ReportQuestion question, Optional<List<String>> named) {
        ReportStatement statement = ReportStatement.of(question, segments(question), named);
        Sums sums = new Sums(new HashMap<>());
        try (Stream<DbRow> rows = execute.createQuery(statement.sql())
                .params(statement.parameters())
                .execute()) {
            rows.forEach(row -> sums.add(begin(question, row), Rows.optionalText(row, "named"), Measures.of(row)));
        }
        return sums;
    }

    private static Instant begin(ReportQuestion question, DbRow row) {
        if (question.bucket() == Bucket.NONE) {
            return Instant.EPOCH;
        }
        Span span = Span.of(row.column("part").getString());
        return question.cut()
                .begin(span.begin(Rows.number(row, "piece"), question.cut().zone()));
    }

    private List<Segment> segments(ReportQuestion question) {
        List<Segment> segments = Segment.covering(question.range(), question.cut());
        long oldest = Folding.oldestQuarter(clock.instant());
        if (segments.stream().anyMatch(each -> each.span() == Span.QUARTER && each.from() < oldest)) {
            throw Problem.invalidField(
                    "from",
                    "is longer ago than hours are kept (" + Folding.QUARTERS_KEPT.toDays()
                            + " days), so that only whole days can be shown, here and in a comparison: give days, and pieces"
                            + " not smaller than a day");
        }
        return segments;
    }

    private Previous previous(DbExecute execute, ReportQuestion question, Measures now) {
        Range before = question.range()
                .before(question.cut().calendar(), question.cut().zone());
        Figures figures = ReportRows.figures(
                read(execute, question.total(before), Optional.empty()).total());
        return new Previous(before.from(), before.to(), figures, change(figures.messages(), now.messages()));
    }

    private static Optional<Double> change(long before, long now) {
        return before == 0 ? Optional.empty() : Optional.of(Math.round((now - before) * 1000.0 / before) / 10.0);
    }
}
