package org.messagebroker.server.statistics;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Comparator;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.messagebroker.api.ClientId;
import org.messagebroker.api.MessageId;
import org.messagebroker.api.MessageStatus;

/**
 * What one transaction changes in the counts of messages. Tell it every row that is really new and every status that really
 * changes, and write it in that same transaction: then counts and rows agree whatever happens. It only adds rows of its
 * own, so transactions never wait for each other here. One thread at a time; a transaction that is run again begins a new
 * one.
 */
public final class StatusChanges {

    private static final String ADD = "INSERT INTO statistics_pending (client_id, quarter, " + Measures.COLUMNS
            + ") VALUES (?, ?, " + Measures.PLACES + ")";

    private final SortedMap<Place, Measures> measures = new TreeMap<>();

    /** A row that was not there. */
    public void added(MessageId id, ClientId client, MessageStatus status) {
        at(id, client).count(status, 1);
    }

    /** A row that was there in another status. */
    public void moved(MessageId id, ClientId client, MessageStatus from, MessageStatus to) {
        Measures here = at(id, client);
        here.count(from, -1);
        here.count(to, 1);
    }

    /** The time that a delivery took; beside {@link #added} or {@link #moved}. */
    public void took(MessageId id, ClientId client, Duration time) {
        at(id, client).time(time);
    }

    /** Writes them in the transaction of the rows themselves, which the caller commits. */
    public void write(Connection connection) throws SQLException {
        try (PreparedStatement add = connection.prepareStatement(ADD)) {
            for (Map.Entry<Place, Measures> each : measures.entrySet()) {
                if (!each.getValue().isZero()) {
                    add.setString(1, each.getKey().client());
                    add.setLong(2, each.getKey().quarter());
                    each.getValue().set(add, 3);
                    add.addBatch();
                }
            }
            add.executeBatch();
        }
    }

    private Measures at(MessageId id, ClientId client) {
        return measures.computeIfAbsent(new Place(client.value(), Quarter.of(id.time())), place -> new Measures());
    }

    private record Place(String client, long quarter) implements Comparable<Place> {

        private static final Comparator<Place> ORDER =
                Comparator.comparingLong(Place::quarter).thenComparing(Place::client);

        @Override
        public int compareTo(Place other) {
            return ORDER.compare(this, other);
        }
    }
}
