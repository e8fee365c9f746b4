package org.messagebroker.server.statistics;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.messagebroker.api.ClientId;

/** How many messages a floor hides, from the days' sums: nothing is counted row by row, however many there are. */
public final class ExpiredCounts {

    private static final String ADD = "INSERT INTO statistics_rollups (span, client_id, period, domain, "
            + Measures.COLUMNS + ") VALUES ('" + Span.EXPIRED + "', ?, 0, '', " + Measures.PLACES + ")"
            + Measures.ADD_TO_ROW;

    private final ZoneId zone;

    public ExpiredCounts(ZoneId zone) {
        this.zone = zone;
    }

    /** The zone whose days floors begin with. */
    public ZoneId zone() {
        return zone;
    }

    /** What is counted from {@code from} until before {@code until}, both beginnings of days. */
    public Measures between(Connection connection, Whose whose, Instant from, Instant until) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement("SELECT " + Measures.SUMS
                + " FROM statistics_rollups WHERE span = 'day' AND period >= ? AND period < ? AND "
                + whose.condition())) {
            select.setLong(1, day(from));
            select.setLong(2, day(until));
            int place = 3;
            for (ClientId client : whose.named()) {
                select.setString(place++, client.value());
            }
            try (ResultSet rows = select.executeQuery()) {
                rows.next();
                return Measures.of(rows);
            }
        }
    }

    /** Takes what a floor hides from now on out of the totals. */
    public void hide(Connection connection, Measures hidden) throws SQLException {
        try (PreparedStatement add = connection.prepareStatement(ADD)) {
            add.setString(1, "");
            hidden.set(add, 2);
            add.executeUpdate();
        }
    }

    private long day(Instant time) {
        return Span.dayNumber(time.atZone(zone).toLocalDate());
    }

    /**
     * Whose messages.
     *
     * @param only one client; empty for all but {@code without}
     */
    public record Whose(Optional<ClientId> only, Collection<ClientId> without) {

        public static Whose of(ClientId client) {
            return new Whose(Optional.of(client), List.of());
        }

        public static Whose allBut(Collection<ClientId> others) {
            return new Whose(Optional.empty(), List.copyOf(others));
        }

        private String condition() {
            if (only.isPresent()) {
                return "client_id = ?";
            }
            return "client_id <> ''"
                    + (without.isEmpty()
                            ? ""
                            : " AND client_id NOT IN (" + String.join(",", Collections.nCopies(without.size(), "?"))
                                    + ")");
        }

        private List<ClientId> named() {
            return Stream.concat(only.stream(), without.stream()).toList();
        }
    }
}
