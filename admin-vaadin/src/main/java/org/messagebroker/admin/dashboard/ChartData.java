package org.messagebroker.admin.dashboard;

import com.vaadin.flow.component.Direction;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import org.messagebroker.admin.language.Formats;
import org.messagebroker.api.StatisticsReport;
import org.messagebroker.api.StatisticsReport.Figures;

/**
 * The numbers of the charts.
 *
 * @param zone whose hours and days they are
 * @param whole without groups
 * @param grouped the same by clients, where that is asked for
 */
record ChartData(ChartRange range, ZoneId zone, StatisticsReport whole, Optional<StatisticsReport> grouped) {

    /** The messages that were accepted. */
    ChartModel throughput(Speech words, Formats formats) {
        List<ChartModel.Series> series = grouped.map(groups ->
                        ChartModel.groups(whole, groups, group -> group.orElseGet(() -> words.say("dashboard.others"))))
                .orElseGet(() -> List.of(
                        ChartModel.Series.of(words.say("status.delivered"), "--aura-green", whole, Figures::delivered),
                        ChartModel.Series.of(
                                words.say("dashboard.waiting"),
                                "--aura-orange",
                                whole,
                                figures -> figures.queued() + figures.processing()),
                        ChartModel.Series.of(words.say("status.failed"), "--aura-red", whole, Figures::failed)));
        return model(series, true, "", formats);
    }

    /** From acceptance to storage. */
    ChartModel times(Speech words, Formats formats) {
        return model(
                List.of(
                        ChartModel.Series.of(
                                words.say("dashboard.times.half"), "--aura-green", whole, Figures::deliveryP50_ms),
                        ChartModel.Series.of(
                                words.say("dashboard.times.most"), "--aura-blue", whole, Figures::deliveryP95_ms),
                        ChartModel.Series.of(
                                words.say("dashboard.times.nearly-all"),
                                "--aura-purple",
                                whole,
                                Figures::deliveryP99_ms)),
                false,
                words.say("dashboard.milliseconds"),
                formats);
    }

    private ChartModel model(List<ChartModel.Series> series, boolean stacked, String unit, Formats formats) {
        Formats there = new Formats(formats.language(), zone);
        List<String> labels = whole.rows().stream()
                .flatMap(row -> row.from().stream())
                .map(begin -> range.label(begin, there))
                .toList();
        return new ChartModel(
                labels,
                series,
                stacked,
                unit,
                formats.language().tag(),
                formats.language().direction() == Direction.RIGHT_TO_LEFT);
    }

    /** The words of a page. */
    interface Speech {
        String say(String key);
    }
}
