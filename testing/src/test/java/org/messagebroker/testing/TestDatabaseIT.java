package org.messagebroker.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("database")
class TestDatabaseIT {

    @Test
    void hasTheCurrentSchema() throws SQLException {
        try (TestDatabase database = TestDatabase.create()) {
            assertTrue(count(database, "users") >= 0);
        }
    }

    @Test
    void sharesNothingWithAnotherOne() throws SQLException {
        try (TestDatabase first = TestDatabase.createEmpty();
                TestDatabase second = TestDatabase.createEmpty()) {
            assertNotEquals(first.jdbcUrl(), second.jdbcUrl());
            execute(first, "CREATE TABLE t (id INT)");
            assertEquals(0, count(first, "t"));
            assertThrows(SQLException.class, () -> count(second, "t"));
        }
    }

    @Test
    void isGoneOnceClosed() {
        TestDatabase database = TestDatabase.createEmpty();
        database.close();
        assertThrows(IllegalStateException.class, () -> database.connect().close());
    }

    private static void execute(TestDatabase database, String sql) throws SQLException {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static int count(TestDatabase database, String table) throws SQLException {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT COUNT(*) FROM " + table)) {
            assertTrue(rows.next());
            return rows.getInt(1);
        }
    }
}
