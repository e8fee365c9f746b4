package org.messagebroker.server.statistics;

import io.helidon.dbclient.DbExecute;
import io.helidon.dbclient.DbRow;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.messagebroker.api.MessageStatus;
import org.messagebroker.api.StatisticsReport;
import org.messagebroker.api.StatisticsView;
import org.messagebroker.server.database.Database;
import org.messagebroker.server.database.Rows;

/** Reads sums. Each statement adds what is not in the rollups yet, so that they are never behind. Thread-safe. */
final class StatisticsReader {

    /** What is stored and shown: everything ever counted, without what floors have hidden. */
    private static final String TOTALS = """
            SELECT COALESCE(SUM(queued), 0) AS queued, COALESCE(SUM(processing), 0) AS processing,
                COALESCE(SUM(failed), 0) AS failed, COALESCE(SUM(delivered), 0) AS delivered
            FROM (SELECT queued, processing, failed, delivered FROM statistics_rollups
                WHERE span = 'all' AND client_id = ''
                UNION ALL SELECT -queued, -processing, -failed, -delivered FROM statistics_rollups
                WHERE span = 'expired' AND client_id = ''
                UNION ALL SELECT queued, processing, failed, delivered FROM statistics_pending) parts""";

    /** Each part is summed by itself, so that the database lays no table of thousands of rows in between. */
    private static final String SINCE = "SELECT " + Measures.SUMS + " FROM (SELECT " + Measures.SUMS
            + " FROM statistics_rollups WHERE span = 'quarter' AND client_id = '' AND period >= :quarter"
            + " UNION ALL SELECT " + Measures.SUMS + " FROM statistics_pending WHERE quarter >= :quarter) parts";

    private static final String LATELY = """
            SELECT COALESCE(SUM(day), 0) AS day, COALESCE(SUM(week), 0) AS week, COALESCE(SUM(month), 0) AS month
            FROM (SELECT SUM(IF(period >= :day, queued + processing + failed + delivered, 0)) AS day,
                    SUM(IF(period >= :week, queued + processing + failed + delivered, 0)) AS week,
                    SUM(queued + processing + failed + delivered) AS month
                FROM statistics_rollups WHERE span = 'quarter' AND client_id = '' AND period >= :month
                UNION ALL SELECT SUM(IF(quarter >= :day, queued + processing + failed + delivered, 0)),
                    SUM(IF(quarter >= :week, queued + processing + failed + delivered, 0)),
                    SUM(queued + processing + failed + delivered)
                FROM statistics_pending WHERE quarter >= :month) parts""";
    private static final String CLIENTS = """
            SELECT COUNT(*) AS total, COALESCE(SUM(COALESCE(x.revoked, FALSE)), 0) AS revoked,
                COALESCE(SUM(c.state = 'active' AND NOT COALESCE(x.revoked, FALSE)), 0) AS active
            FROM clients c LEFT JOIN
                (SELECT subject_id, MAX(state = 'revoked') AND NOT MAX(state = 'active' AND not_after > :now) AS revoked
                FROM certificates WHERE role = 'client' GROUP BY subject_id) x ON x.subject_id = c.client_id""";

    private final Database database;
    private final InstantSource clock;

    StatisticsReader(Database database, InstantSource clock) {
        this.database = database;
        this.clock = clock;
    }

    StatisticsView read(Period period, Optional<StatisticsReport> report) {
        return database.transaction(transaction -> {
            Map<String, Long> totals = totals(transaction);
            DbRow clients = clients(transaction);
            DbRow lately = lately(transaction);
            Instant from = begin(period);
            Measures last = since(transaction, from);
            return new StatisticsView(
                    totals.values().stream().mapToLong(Long::longValue).sum(),
                    totals,
                    Rows.number(clients, "total"),
                    Rows.number(clients, "active"),
                    Rows.number(clients, "revoked"),
                    Rows.number(lately, "day"),
                    Rows.number(lately, "week"),
                    Rows.number(lately, "month"),
                    period.wire(),
                    from,
                    last.messages(),
                    last.of(MessageStatus.DELIVERED),
                    last.of(MessageStatus.FAILED),
                    DeliveryTimes.percentile(last.times(), 50),
                    DeliveryTimes.percentile(last.times(), 95),
                    DeliveryTimes.percentile(last.times(), 99),
                    report);
        });
    }

    private Instant begin(Period period) {
        return Quarter.begin(Quarter.of(clock.instant().minus(period.length())) + 1);
    }

    private static Map<String, Long> totals(DbExecute execute) {
        DbRow row =
                execute.createNamedGet("statistics-totals", TOTALS).execute().orElseThrow();
        Map<String, Long> totals = new LinkedHashMap<>();
        Stream.of(MessageStatus.values()).forEach(status -> totals.put(status.wire(), Rows.number(row, status.wire())));
        return totals;
    }

    private DbRow lately(DbExecute execute) {
        return execute.createNamedGet("statistics-lately", LATELY)
                .addParam("day", Quarter.of(begin(Period.DAY)))
                .addParam("week", Quarter.of(begin(Period.WEEK)))
                .addParam("month", Quarter.of(begin(Period.MONTH)))
                .execute()
                .orElseThrow();
    }

    private DbRow clients(DbExecute execute) {
        return execute.createNamedGet("statistics-clients", CLIENTS)
                .addParam("now", Rows.time(clock.instant()))
                .execute()
                .orElseThrow();
    }

    private static Measures since(DbExecute execute, Instant from) {
        List<Measures> sums = execute.createNamedQuery("statistics-since", SINCE)
                .addParam("quarter", Quarter.of(from))
                .execute()
                .map(Measures::of)
                .toList();
        return sums.getFirst();
    }

    /** How far back. */
    enum Period {
        HOUR(Duration.ofHours(1)),
        DAY(Duration.ofDays(1)),
        WEEK(Duration.ofDays(7)),
        MONTH(Duration.ofDays(30));

        private final Duration length;

        Period(Duration length) {
            this.length = length;
        }

        Duration length() {
            return length;
        }

        String wire() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
