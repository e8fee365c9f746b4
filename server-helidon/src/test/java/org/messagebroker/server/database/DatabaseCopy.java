package org.messagebroker.server.database;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.messagebroker.testing.TestDatabase;

/** Every row as it was, to be put back as from a dump. */
public final class DatabaseCopy {

    private static final String COPY = "copy_of_";

    private final TestDatabase database;
    private final List<String> tables;

    private DatabaseCopy(TestDatabase database, List<String> tables) {
        this.database = database;
        this.tables = tables;
    }

    public static DatabaseCopy of(TestDatabase database) {
        DatabaseCopy copy = new DatabaseCopy(database, tables(database));
        copy.each("CREATE TABLE " + COPY + "%1$s LIKE %1$s", "INSERT INTO " + COPY + "%1$s SELECT * FROM %1$s");
        return copy;
    }

    /** Whatever has happened since is gone. */
    public void restore() {
        each("DELETE FROM %1$s", "INSERT INTO %1$s SELECT * FROM " + COPY + "%1$s");
    }

    private void each(String... statements) {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            statement.execute("SET foreign_key_checks = 0");
            for (String table : tables) {
                for (String sql : statements) {
                    statement.execute(sql.formatted(table));
                }
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static List<String> tables(TestDatabase database) {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(
                        "SELECT table_name FROM information_schema.tables WHERE table_schema = DATABASE()")) {
            List<String> names = new ArrayList<>();
            while (rows.next()) {
                names.add(rows.getString(1));
            }
            return names;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
