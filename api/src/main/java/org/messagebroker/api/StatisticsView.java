package org.messagebroker.api;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * {@code GET /admin/stats}: counts by the time at which proxies accepted the messages. Underscores stand in names before
 * digits, where the names on the wire have them and nothing else would say so.
 *
 * @param totalMessages stored and shown to somebody; what retention has hidden is not counted
 * @param messagesByStatus the same, by status
 * @param activeClients enabled, and not revoked
 * @param revokedClients with certificates of which all that have not run out are revoked
 * @param messagesLast_24h counted whether retention has hidden them since or not, as are the next two
 * @param period hour, day, week or month: the last 1, 24, 168 or 720 hours, as the rest is about
 * @param from the beginning of that time, on a quarter-hour
 * @param deliveryP50_ms the upper end of the range that the time from acceptance to storage lies in, for half of the messages
 * @param deliveryP95_ms the same for 95 of 100; 0 when nothing was delivered
 * @param deliveryP99_ms the same for 99 of 100
 * @param report where a range, a grouping or a comparison was asked for
 */
public record StatisticsView(
        long totalMessages,
        Map<String, Long> messagesByStatus,
        long totalClients,
        long activeClients,
        long revokedClients,
        long messagesLast_24h,
        long messagesLast_7d,
        long messagesLast_30d,
        String period,
        Instant from,
        long accepted,
        long delivered,
        long failed,
        long deliveryP50_ms,
        long deliveryP95_ms,
        long deliveryP99_ms,
        Optional<StatisticsReport> report) {

    public StatisticsView {
        messagesByStatus = Map.copyOf(messagesByStatus);
    }
}
