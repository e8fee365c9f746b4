package org.messagebroker.admin.dashboard;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import org.messagebroker.api.StatisticsReport;
import org.messagebroker.api.StatisticsReport.Figures;

/**
 * What a chart shows, as the browser and the table beside it get it.
 *
 * @param labels of the pieces of time
 * @param stacked bars on top of each other, or else lines
 * @param unit after each number; empty without one
 */
record ChartModel(
        List<String> labels, List<Series> series, boolean stacked, String unit, String language, boolean rightToLeft) {

    private static final List<String> PALETTE =
            List.of("--aura-blue", "--aura-green", "--aura-orange", "--aura-purple", "--aura-red", "--aura-yellow");

    ChartModel {
        labels = List.copyOf(labels);
        series = List.copyOf(series);
    }

    /** Values of one kind, one for each label. */
    record Series(String name, String colour, List<Long> values) {

        Series {
            values = List.copyOf(values);
        }

        static Series of(String name, String colour, StatisticsReport report, ToLongFunction<Figures> value) {
            return new Series(
                    name,
                    colour,
                    report.rows().stream()
                            .map(row -> value.applyAsLong(row.figures()))
                            .toList());
        }
    }

    /**
     * The messages of each group. A report leaves out groups in times in which they had none.
     *
     * @param whole the same cut into the same pieces, without groups
     * @param names what a group is called; all the smaller ones together have no name
     */
    static List<Series> groups(
            StatisticsReport whole, StatisticsReport grouped, Function<Optional<String>, String> names) {
        Set<Optional<String>> groups = new LinkedHashSet<>();
        grouped.rows().forEach(row -> groups.add(row.group()));
        List<Series> series = new ArrayList<>();
        for (Optional<String> group : groups) {
            List<Long> values = whole.rows().stream()
                    .map(piece -> grouped.rows().stream()
                            .filter(row ->
                                    row.group().equals(group) && row.label().equals(piece.label()))
                            .mapToLong(row -> row.figures().messages())
                            .sum())
                    .toList();
            series.add(new Series(names.apply(group), PALETTE.get(series.size() % PALETTE.size()), values));
        }
        return series;
    }
}
