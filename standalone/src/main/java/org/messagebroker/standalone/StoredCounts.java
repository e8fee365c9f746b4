package org.messagebroker.standalone;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/** Counts what is stored. */
record StoredCounts(DatabaseAddress database) {

    /** In the order of the numbers in the database. */
    private static final List<String> STATUSES = List.of("queued", "processing", "failed", "delivered");

    /** How many messages have each status; nothing when the database does not answer. */
    Map<String, Long> byStatus() {
        Map<String, Long> counts = new LinkedHashMap<>();
        STATUSES.forEach(status -> counts.put(status, 0L));
        try (Connection connection = DriverManager.getConnection(database.jdbc(), database.properties());
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT status, COUNT(*) FROM messages GROUP BY status")) {
            while (rows.next()) {
                counts.put(STATUSES.get(rows.getInt(1)), rows.getLong(2));
            }
            return counts;
        } catch (SQLException e) {
            return Map.of();
        }
    }

    /** How many keys there are of which no copy is known outside the machine; empty when the database does not answer. */
    OptionalLong keysWithoutCopy() {
        try (Connection connection = DriverManager.getConnection(database.jdbc(), database.properties());
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(
                        "SELECT COUNT(*) FROM encryption_keys WHERE copied_at IS NULL AND retired_at IS NULL")) {
            return rows.next() ? OptionalLong.of(rows.getLong(1)) : OptionalLong.empty();
        } catch (SQLException e) {
            return OptionalLong.empty();
        }
    }
}
