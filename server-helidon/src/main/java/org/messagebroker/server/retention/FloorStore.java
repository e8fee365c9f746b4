package org.messagebroker.server.retention;

import io.helidon.dbclient.DbExecute;
import java.nio.ByteBuffer;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.messagebroker.api.ClientId;
import org.messagebroker.api.MessageId;
import org.messagebroker.server.database.Rows;

/** The rows of floors. Every method leaves the commit to its caller. */
public final class FloorStore {

    private static final String USUAL = "";
    private static final String ALL = "SELECT client_id, floor FROM retention_floors";
    private static final String TRY_HOLD =
            "SELECT floor FROM retention_floors WHERE client_id = '' FOR UPDATE SKIP LOCKED";
    private static final String HOLD = "SELECT floor FROM retention_floors WHERE client_id = '' FOR UPDATE";
    private static final String RAISE = """
            INSERT INTO retention_floors (client_id, floor, purged, moved_at) VALUES (:client, :floor, :purged, :now)
            ON DUPLICATE KEY UPDATE floor = VALUES(floor), moved_at = VALUES(moved_at)""";
    private static final String PURGED = "UPDATE retention_floors SET purged = ? WHERE client_id = ?";
    private static final String UNPURGED =
            "SELECT client_id, floor, purged FROM retention_floors WHERE purged < floor ORDER BY client_id DESC";

    private FloorStore() {}

    /** All floors as they are now. */
    public static Floors read(DbExecute execute) {
        Map<String, Instant> floors = new HashMap<>();
        execute.createNamedQuery("retention-floors", ALL)
                .execute()
                .forEach(row -> floors.put(
                        row.column("client_id").getString(),
                        time(row.column("floor").get(byte[].class))));
        return floors(floors);
    }

    /** The same on a plain connection. */
    public static Floors read(Connection connection) throws SQLException {
        Map<String, Instant> floors = new HashMap<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(ALL)) {
            while (rows.next()) {
                floors.put(rows.getString(1), time(rows.getBytes(2)));
            }
        }
        return floors(floors);
    }

    /** Keeps floors from moving, and counts from being folded by others, until the end of the transaction. */
    static void hold(DbExecute transaction) {
        transaction.createNamedGet("retention-hold", HOLD).execute();
    }

    /** The same without waiting; false when another holds them. */
    public static boolean tryHold(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(TRY_HOLD)) {
            return row.next();
        }
    }

    /** @param client empty for the usual floor */
    static void raise(DbExecute transaction, Optional<ClientId> client, Instant floor, Instant now) {
        transaction
                .createNamedInsert("retention-raise", RAISE)
                .addParam("client", name(client))
                .addParam("floor", MessageId.lowest(floor))
                .addParam("purged", MessageId.lowest(Instant.EPOCH))
                .addParam("now", Rows.time(now))
                .execute();
    }

    /** Whose rows below the floor may still be in the table; the usual floor last. */
    static List<Unpurged> unpurged(Connection connection) throws SQLException {
        List<Unpurged> found = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(UNPURGED)) {
            while (rows.next()) {
                found.add(new Unpurged(
                        Optional.of(rows.getString(1))
                                .filter(name -> !name.isEmpty())
                                .map(ClientId::new),
                        rows.getBytes(2),
                        rows.getBytes(3)));
            }
        }
        return found;
    }

    static void purged(Connection connection, Optional<ClientId> client, byte[] below) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement(PURGED)) {
            update.setBytes(1, below);
            update.setString(2, name(client));
            update.executeUpdate();
        }
    }

    private static String name(Optional<ClientId> client) {
        return client.map(ClientId::value).orElse(USUAL);
    }

    private static Floors floors(Map<String, Instant> found) {
        Map<ClientId, Instant> own = new HashMap<>();
        found.forEach((client, floor) -> {
            if (!client.equals(USUAL)) {
                own.put(new ClientId(client), floor);
            }
        });
        return new Floors(found.getOrDefault(USUAL, Instant.EPOCH), own);
    }

    private static Instant time(byte[] floor) {
        return Instant.ofEpochMilli(ByteBuffer.wrap(floor).getLong() >>> 16);
    }

    /**
     * Whose rows are to be deleted, and where the last chunk ended.
     *
     * @param client empty for all without a floor of their own
     */
    record Unpurged(Optional<ClientId> client, byte[] floor, byte[] purged) {}
}
