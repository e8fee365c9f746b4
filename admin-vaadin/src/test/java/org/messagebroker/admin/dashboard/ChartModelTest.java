package org.messagebroker.admin.dashboard;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.messagebroker.api.StatisticsReport;
import org.messagebroker.api.StatisticsReport.Figures;
import org.messagebroker.api.StatisticsReport.Row;

class ChartModelTest {

    private static final Instant BEGIN = Instant.parse("2026-11-25T00:00:00Z");

    @Test
    void givesEveryGroupAValueForEachPieceOfTime() {
        StatisticsReport whole = report(row("00", Optional.empty(), 5), row("01", Optional.empty(), 3));
        StatisticsReport grouped = report(
                row("00", Optional.of("alpha"), 4), row("00", Optional.empty(), 1), row("01", Optional.of("beta"), 3));

        List<ChartModel.Series> series = ChartModel.groups(whole, grouped, group -> group.orElse("others"));

        assertEquals(
                List.of("alpha", "others", "beta"),
                series.stream().map(ChartModel.Series::name).toList());
        assertEquals(
                List.of(List.of(4L, 0L), List.of(1L, 0L), List.of(0L, 3L)),
                series.stream().map(ChartModel.Series::values).toList());
    }

    private static StatisticsReport report(Row... rows) {
        return new StatisticsReport(
                "UTC",
                "gregorian",
                "monday",
                BEGIN,
                BEGIN.plusSeconds(7200),
                "hour",
                "client",
                figures(8),
                Optional.empty(),
                List.of(rows));
    }

    private static Row row(String label, Optional<String> group, long messages) {
        return new Row(Optional.of(label), Optional.empty(), Optional.empty(), group, figures(messages));
    }

    private static Figures figures(long messages) {
        return new Figures(messages, 0, 0, messages, 0, 0, 0, 0, 0);
    }
}
