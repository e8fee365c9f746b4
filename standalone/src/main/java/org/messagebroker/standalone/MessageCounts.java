package org.messagebroker.standalone;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Counts the stored messages. */
record MessageCounts(DatabaseAddress database) {

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
}
