package org.messagebroker.server.statistics;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.messagebroker.api.ClientId;
import org.messagebroker.server.database.Database;
import org.messagebroker.server.retention.FloorStore;
import org.messagebroker.server.retention.Floors;

/**
 * Moves what transactions have noted into the rollups of every span. One server at a time does it, in one transaction that
 * takes the notes away, so that each counts once whatever happens. Thread-safe.
 */
final class Folding {

    /** How long quarter-hours are kept: longer than any message may still change, so that no day misses one. */
    static final Duration QUARTERS_KEPT = Duration.ofDays(60);

    private static final int MOST = 5000;
    private static final int OLD_AT_ONCE = 2000;
    private static final String PENDING = "SELECT change_id, client_id, quarter, " + Measures.COLUMNS
            + " FROM statistics_pending ORDER BY change_id LIMIT " + MOST + " FOR UPDATE SKIP LOCKED";
    private static final String ADD = "INSERT INTO statistics_rollups (span, client_id, period, domain, "
            + Measures.COLUMNS + ") VALUES (?, ?, ?, ?, " + Measures.PLACES + ")" + Measures.ADD_TO_ROW;
    private static final String FORGET =
            "DELETE FROM statistics_rollups WHERE span = 'quarter' AND period < ? LIMIT " + OLD_AT_ONCE;

    private final Database database;
    private final ZoneId zone;
    private final InstantSource clock;

    Folding(Database database, ZoneId zone, InstantSource clock) {
        this.database = database;
        this.zone = zone;
        this.clock = clock;
    }

    /** Moves everything that is there; nothing when another server is at it. */
    void foldAll() {
        while (database.batch(this::fold) == MOST) {
            Thread.onSpinWait();
        }
    }

    /** Lets go of a bounded number of the oldest quarter-hours, whose days and months stay. */
    void forgetOldQuarters() {
        long oldest = oldestQuarter(clock.instant());
        database.batch(connection -> {
            try (PreparedStatement forget = connection.prepareStatement(FORGET)) {
                forget.setLong(1, oldest);
                return forget.executeUpdate();
            }
        });
    }

    /** Quarter-hours before this one may be gone. */
    static long oldestQuarter(Instant now) {
        return Quarter.of(now.minus(QUARTERS_KEPT));
    }

    /** How many notes were moved. */
    private int fold(Connection connection) throws SQLException {
        if (!FloorStore.tryHold(connection)) {
            return 0;
        }
        List<Long> taken = new ArrayList<>();
        SortedMap<Place, Measures> sums = new TreeMap<>();
        Floors floors = FloorStore.read(connection);
        Map<String, String> domains = domains(connection);
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(PENDING)) {
            while (rows.next()) {
                taken.add(rows.getLong("change_id"));
                sum(sums, rows, floors, domains);
            }
        }
        add(connection, sums);
        delete(connection, taken);
        return taken.size();
    }

    private void sum(SortedMap<Place, Measures> sums, ResultSet rows, Floors floors, Map<String, String> domains)
            throws SQLException {
        String client = rows.getString("client_id");
        long quarter = rows.getLong("quarter");
        Measures measures = Measures.of(rows);
        for (Span span : Span.values()) {
            long period = span.period(quarter, zone);
            add(sums, new Place(span.wire(), client, period, domains.getOrDefault(client, "")), measures);
            add(sums, new Place(span.wire(), "", period, ""), measures);
        }
        if (Quarter.begin(quarter).isBefore(floors.of(new ClientId(client)))) {
            add(sums, new Place(Span.EXPIRED, "", 0, ""), measures);
        }
    }

    private static void add(SortedMap<Place, Measures> sums, Place place, Measures more) {
        sums.computeIfAbsent(place, any -> new Measures()).add(more);
    }

    private static Map<String, String> domains(Connection connection) throws SQLException {
        Map<String, String> domains = new HashMap<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows =
                        statement.executeQuery("SELECT client_id, domain FROM clients WHERE domain IS NOT NULL")) {
            while (rows.next()) {
                domains.put(rows.getString(1), rows.getString(2));
            }
        }
        return domains;
    }

    private static void add(Connection connection, SortedMap<Place, Measures> sums) throws SQLException {
        try (PreparedStatement add = connection.prepareStatement(ADD)) {
            for (Map.Entry<Place, Measures> each : sums.entrySet()) {
                add.setString(1, each.getKey().span());
                add.setString(2, each.getKey().client());
                add.setLong(3, each.getKey().period());
                add.setString(4, each.getKey().domain());
                each.getValue().set(add, 5);
                add.addBatch();
            }
            add.executeBatch();
        }
    }

    private static void delete(Connection connection, List<Long> taken) throws SQLException {
        if (!taken.isEmpty()) {
            String ids = taken.stream().map(String::valueOf).collect(Collectors.joining(","));
            try (Statement statement = connection.createStatement()) {
                statement.executeUpdate("DELETE FROM statistics_pending WHERE change_id IN (" + ids + ")");
            }
        }
    }

    private record Place(String span, String client, long period, String domain) implements Comparable<Place> {

        private static final Comparator<Place> ORDER = Comparator.comparing(Place::span)
                .thenComparing(Place::client)
                .thenComparingLong(Place::period)
                .thenComparing(Place::domain);

        @Override
        public int compareTo(Place other) {
            return ORDER.compare(this, other);
        }
    }
}
