package org.messagebroker.server.statistics;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.messagebroker.api.MessageStatus;
import org.messagebroker.api.StatisticsReport.Figures;
import org.messagebroker.api.StatisticsReport.Row;
import org.messagebroker.server.statistics.ReportQuestion.Grouping;

/** Sums as the rows of a report. */
record ReportRows(ReportQuestion question, Sums sums) {

    List<Row> rows() {
        if (question.bucket() == Bucket.NONE) {
            return question.grouping() == Grouping.NONE
                    ? List.of()
                    : groups(Instant.EPOCH).toList();
        }
        return pieces().flatMap(this::piece).toList();
    }

    private Stream<Row> piece(Instant begin) {
        return question.grouping() == Grouping.NONE
                ? Stream.of(row(begin, Optional.empty(), figures(sums.at(begin, Optional.of("")))))
                : groups(begin);
    }

    /** All pieces of the range, also those in which there was nothing. */
    private Stream<Instant> pieces() {
        Bucket.Cut cut = question.cut();
        return Stream.iterate(
                cut.begin(question.range().from()),
                begin -> begin.isBefore(question.range().to()),
                cut::end);
    }

    private Stream<Row> groups(Instant begin) {
        return question.grouping() == Grouping.STATUS ? statuses(begin) : parties(begin);
    }

    private Stream<Row> statuses(Instant begin) {
        Measures all = sums.at(begin, Optional.of(""));
        return Stream.of(MessageStatus.values())
                .map(status -> row(begin, Optional.of(status.wire()), figures(all.only(status))));
    }

    private Stream<Row> parties(Instant begin) {
        return sums.points().entrySet().stream()
                .filter(each -> each.getKey().begin().equals(begin))
                .filter(each -> !each.getValue().isZero())
                .sorted(Comparator.comparing((Map.Entry<Sums.Point, Measures> each) ->
                                each.getKey().group().isEmpty())
                        .thenComparingLong(each -> -each.getValue().messages())
                        .thenComparing(each -> each.getKey().group().orElse("")))
                .map(each -> row(begin, each.getKey().group(), figures(each.getValue())));
    }

    private Row row(Instant begin, Optional<String> group, Figures figures) {
        if (question.bucket() == Bucket.NONE) {
            return new Row(Optional.empty(), Optional.empty(), Optional.empty(), group, figures);
        }
        Range range = question.range();
        Instant end = question.cut().end(begin);
        return new Row(
                Optional.of(question.cut().label(begin)),
                Optional.of(begin.isBefore(range.from()) ? range.from() : begin),
                Optional.of(end.isAfter(range.to()) ? range.to() : end),
                group,
                figures);
    }

    static Figures figures(Measures measures) {
        long timed = measures.timed();
        return new Figures(
                measures.messages(),
                measures.of(MessageStatus.QUEUED),
                measures.of(MessageStatus.PROCESSING),
                measures.of(MessageStatus.DELIVERED),
                measures.of(MessageStatus.FAILED),
                timed == 0 ? 0 : Math.round((double) measures.deliveryMillis() / timed),
                DeliveryTimes.percentile(measures.times(), 50),
                DeliveryTimes.percentile(measures.times(), 95),
                DeliveryTimes.percentile(measures.times(), 99));
    }
}
