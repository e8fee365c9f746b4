package org.messagebroker.server.retention;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.messagebroker.api.ClientId;
import org.messagebroker.server.retention.FloorStore.Unpurged;

/**
 * Deletes rows that a floor hides, a bounded chunk in a transaction of its own. How far it came stands in that transaction
 * too, so that whoever goes on, after a crash or at another server, goes on there.
 */
final class Purge {

    /** Few enough that a chunk holds its locks for some milliseconds. */
    private static final int CHUNK = 500;

    private static final int STATUSES = 4;

    private Purge() {}

    /** Deletes one chunk and commits; empty when nothing hidden is left. */
    static Optional<Integer> chunk(Connection connection) throws SQLException {
        List<Unpurged> left = FloorStore.unpurged(connection);
        if (left.isEmpty()) {
            connection.commit();
            return Optional.empty();
        }
        Unpurged next = left.getFirst();
        int deleted = next.client().isPresent()
                ? ofClient(connection, next, next.client().get())
                : ofTheOthers(connection, next, FloorStore.read(connection));
        RunStore.progress(connection, deleted, 0);
        connection.commit();
        return Optional.of(deleted);
    }

    private static int ofClient(Connection connection, Unpurged next, ClientId client) throws SQLException {
        int deleted = 0;
        for (int status = 0; status < STATUSES && deleted < CHUNK; status++) {
            deleted += ofClient(connection, next, client, status, CHUNK - deleted);
        }
        if (deleted < CHUNK) {
            FloorStore.purged(connection, next.client(), next.floor());
        }
        return deleted;
    }

    private static int ofClient(Connection connection, Unpurged next, ClientId client, int status, int most)
            throws SQLException {
        try (PreparedStatement delete = connection.prepareStatement("""
                DELETE FROM messages WHERE client_id = ? AND status = ? AND message_id >= ? AND message_id < ?
                ORDER BY message_id LIMIT ?""")) {
            delete.setString(1, client.value());
            delete.setInt(2, status);
            delete.setBytes(3, next.purged());
            delete.setBytes(4, next.floor());
            delete.setInt(5, most);
            return delete.executeUpdate();
        }
    }

    /** In the order of the ids, and so one partition after the other, past the rows of those who keep longer. */
    private static int ofTheOthers(Connection connection, Unpurged next, Floors floors) throws SQLException {
        byte[] end = endOfChunk(connection, next).orElse(next.floor());
        String keepers = String.join(",", Collections.nCopies(floors.own().size(), "?"));
        try (PreparedStatement delete =
                connection.prepareStatement("DELETE FROM messages WHERE message_id >= ? AND message_id < ?"
                        + (keepers.isEmpty() ? "" : " AND client_id NOT IN (" + keepers + ")"))) {
            delete.setBytes(1, next.purged());
            delete.setBytes(2, end);
            int place = 3;
            for (ClientId keeper : floors.own().keySet()) {
                delete.setString(place++, keeper.value());
            }
            int deleted = delete.executeUpdate();
            FloorStore.purged(connection, Optional.empty(), end);
            return deleted;
        }
    }

    private static Optional<byte[]> endOfChunk(Connection connection, Unpurged next) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement("SELECT message_id FROM messages"
                + " WHERE message_id >= ? AND message_id < ? ORDER BY message_id LIMIT 1 OFFSET " + CHUNK)) {
            select.setBytes(1, next.purged());
            select.setBytes(2, next.floor());
            try (ResultSet row = select.executeQuery()) {
                return row.next() ? Optional.of(row.getBytes(1)) : Optional.empty();
            }
        }
    }
}
