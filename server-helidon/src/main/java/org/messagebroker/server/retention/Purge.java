package org.messagebroker.server.retention;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.messagebroker.api.ClientId;
import org.messagebroker.api.MessageId;
import org.messagebroker.server.retention.FloorStore.Unpurged;

/**
 * Deletes rows that a floor hides, a bounded chunk in a transaction of its own. How far it came stands in that transaction
 * too, so that whoever goes on, after a crash or at another server, goes on there.
 */
final class Purge {

    /** Few enough that a chunk holds its locks for some milliseconds. */
    private static final int CHUNK = 500;

    private static final int STATUSES = 4;
    private static final String OF_STATUS = """
            (SELECT message_id, client_id FROM messages FORCE INDEX (messages_client)
            WHERE client_id = ? AND status = %d AND message_id >= ? AND message_id < ?
            ORDER BY message_id LIMIT\s""" + CHUNK + ")";
    private static final String OF_ALL = """
            SELECT message_id, client_id FROM messages FORCE INDEX (PRIMARY)
            WHERE message_id >= ? AND message_id < ? ORDER BY message_id LIMIT\s""" + CHUNK;

    private static final String ORPHANED = """
            SELECT DISTINCT a.message_id FROM message_attempts a LEFT JOIN messages m ON m.message_id = a.message_id
            WHERE a.message_id < ? AND m.message_id IS NULL LIMIT\s""" + CHUNK;

    private Purge() {}

    /** Deletes one chunk and commits; empty when nothing hidden is left. */
    static Optional<Integer> chunk(Connection connection) throws SQLException {
        List<Unpurged> left = FloorStore.unpurged(connection);
        Optional<Integer> deleted = left.isEmpty() ? Optional.empty() : Optional.of(chunk(connection, left.getFirst()));
        connection.commit();
        return deleted;
    }

    private static int chunk(Connection connection, Unpurged next) throws SQLException {
        List<Found> found = next.client().isPresent()
                ? ofClient(connection, next, next.client().get())
                : ofAll(connection, next);
        byte[] end = found.size() < CHUNK ? next.floor() : found.getLast().id();
        Set<ClientId> spared = next.client().isPresent()
                ? Set.of()
                : FloorStore.read(connection).own().keySet();
        int deleted = delete(
                connection,
                found.stream()
                        .filter(row -> !spared.contains(row.client()))
                        .map(Found::id)
                        .toList());
        FloorStore.purged(connection, next.client(), end);
        RunStore.progress(connection, deleted, 0);
        return deleted;
    }

    /** The index of a client's messages goes by status first; each part is read in the order of its ids. */
    private static List<Found> ofClient(Connection connection, Unpurged next, ClientId client) throws SQLException {
        String sql = "SELECT message_id, client_id FROM ("
                + IntStream.range(0, STATUSES).mapToObj(OF_STATUS::formatted).collect(Collectors.joining(" UNION ALL "))
                + ") parts ORDER BY message_id LIMIT " + CHUNK;
        try (PreparedStatement select = connection.prepareStatement(sql)) {
            for (int status = 0; status < STATUSES; status++) {
                select.setString(status * 3 + 1, client.value());
                select.setBytes(status * 3 + 2, next.purged());
                select.setBytes(status * 3 + 3, next.floor());
            }
            return found(select);
        }
    }

    /** In the order of the ids, and so one partition after the other; those who keep longer are among them. */
    private static List<Found> ofAll(Connection connection, Unpurged next) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(OF_ALL)) {
            select.setBytes(1, next.purged());
            select.setBytes(2, next.floor());
            return found(select);
        }
    }

    private static List<Found> found(PreparedStatement select) throws SQLException {
        List<Found> found = new ArrayList<>();
        try (ResultSet rows = select.executeQuery()) {
            while (rows.next()) {
                found.add(new Found(rows.getBytes(1), new ClientId(rows.getString(2))));
            }
        }
        return found;
    }

    private static int delete(Connection connection, List<byte[]> ids) throws SQLException {
        if (ids.isEmpty()) {
            return 0;
        }
        delete(connection, "message_attempts", ids);
        return delete(connection, "messages", ids);
    }

    private static int delete(Connection connection, String table, List<byte[]> ids) throws SQLException {
        String places = String.join(",", Collections.nCopies(ids.size(), "?"));
        try (PreparedStatement delete =
                connection.prepareStatement("DELETE FROM " + table + " WHERE message_id IN (" + places + ")")) {
            for (int i = 0; i < ids.size(); i++) {
                delete.setBytes(i + 1, ids.get(i));
            }
            return delete.executeUpdate();
        }
    }

    /** Deletes the attempts of messages that went with a partition, in chunks that are committed one by one. */
    static void orphans(Connection connection, Instant before) throws SQLException {
        List<byte[]> ids = orphaned(connection, before);
        while (!ids.isEmpty()) {
            delete(connection, "message_attempts", ids);
            connection.commit();
            ids = orphaned(connection, before);
        }
    }

    private static List<byte[]> orphaned(Connection connection, Instant before) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(ORPHANED)) {
            select.setBytes(1, MessageId.lowest(before));
            List<byte[]> ids = new ArrayList<>();
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    ids.add(rows.getBytes(1));
                }
            }
            return ids;
        }
    }

    @SuppressWarnings("ArrayRecordComponent") // handed on to the database as it is
    private record Found(byte[] id, ClientId client) {}
}
