package org.messagebroker.api;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Counts of a range of time: {@code GET /portal/stats}, and {@code report} in {@code GET /admin/stats}. Every message is
 * counted at the time at which a proxy accepted it, under the status that it has now.
 *
 * @param zone whose hours, days, weeks and months are meant
 * @param calendar gregorian or jalali
 * @param weekStart saturday or monday
 * @param from the first moment
 * @param to the first moment after it
 * @param bucket none, hour, day, week or month
 * @param groupBy none, client, domain or status
 * @param total of the whole range
 * @param previous of the same length of time before, where a comparison was asked for
 * @param rows in the order of time, and within the same time the largest first; a bucket and a group where they were asked for
 */
public record StatisticsReport(
        String zone,
        String calendar,
        String weekStart,
        Instant from,
        Instant to,
        String bucket,
        String groupBy,
        Figures total,
        Optional<Previous> previous,
        List<Row> rows) {

    public StatisticsReport {
        rows = List.copyOf(rows);
    }

    /**
     * What is counted. Underscores stand in names before digits, where the names on the wire have them.
     *
     * @param messages of all statuses
     * @param deliveryMeanMs from acceptance to storage; 0 when nothing was delivered, as are the next three
     * @param deliveryP50_ms the upper end of the range in which the time lies that half of the messages took at most
     * @param deliveryP95_ms the same for 95 of 100
     * @param deliveryP99_ms the same for 99 of 100
     */
    public record Figures(
            long messages,
            long queued,
            long processing,
            long delivered,
            long failed,
            long deliveryMeanMs,
            long deliveryP50_ms,
            long deliveryP95_ms,
            long deliveryP99_ms) {}

    /**
     * The time before.
     *
     * @param changePercent how much more or less there is now than then, rounded to a tenth; absent when there was nothing
     */
    public record Previous(Instant from, Instant to, Figures total, Optional<Double> changePercent) {}

    /**
     * A part of the range, of a group, or both.
     *
     * @param label of the bucket, in the calendar: an hour, a day, the first day of a week, or a month
     * @param from where the bucket begins within the range
     * @param to where it ends within the range
     * @param group a client, a domain (empty: without one) or a status; absent for all the smaller groups together
     */
    public record Row(
            Optional<String> label,
            Optional<Instant> from,
            Optional<Instant> to,
            Optional<String> group,
            Figures figures) {}
}
