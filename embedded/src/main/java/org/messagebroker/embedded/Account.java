package org.messagebroker.embedded;

import java.util.List;
import java.util.stream.Collectors;

/**
 * A database account that {@link EmbeddedMariaDb} creates at start, or brings to this password, reachable from 127.0.0.1.
 *
 * @param user     letters, digits and underscores
 * @param password at least 8 letters, digits, '-' or '_'
 * @param database the database it may use, created when it is missing; {@code "*"} for all of them
 * @param rights   what it may do there
 * @param partitioned tables whose partitions it may make and drop besides; they need not exist yet
 */
public record Account(String user, String password, String database, Rights rights, List<String> partitioned) {

    private static final String ALL = "*";

    /** Refuses what would need quoting. */
    public Account {
        requireName("user", user);
        if (!database.equals(ALL)) {
            requireName("database", database);
        }
        partitioned.forEach(table -> requireName("table", table));
        partitioned = List.copyOf(partitioned);
        password = new Password(password).value();
    }

    /** An account that may not change partitions, unless it may do everything. */
    public Account(String user, String password, String database, Rights rights) {
        this(user, password, database, rights, List.of());
    }

    /** An account that owns its database. */
    public Account(String user, String password, String database) {
        this(user, password, database, Rights.EVERYTHING);
    }

    /** An account that may do everything, for tests and maintenance. */
    public static Account administrator(String user, String password) {
        return new Account(user, password, ALL);
    }

    /** What an account may do in its database. */
    public enum Rights {
        /** Everything, its tables included. */
        EVERYTHING("ALL PRIVILEGES"),
        /** Reading and writing rows; the tables stay as they are. */
        ROWS("SELECT, INSERT, UPDATE, DELETE");

        private final String privileges;

        Rights(String privileges) {
            this.privileges = privileges;
        }
    }

    /** The statements that create it or bring it up to date, one a line. */
    String sql() {
        String name = "'" + user + "'@'127.0.0.1'";
        String where = database.equals(ALL) ? "*.*" : "`" + database + "`.*";
        return (database.equals(ALL) ? "" : "CREATE DATABASE IF NOT EXISTS `" + database + "`;\n")
                + "CREATE USER IF NOT EXISTS " + name + " IDENTIFIED BY '" + password + "';\n"
                + "ALTER USER " + name + " IDENTIFIED BY '" + password + "';\n"
                + "GRANT " + rights.privileges + " ON " + where + " TO " + name
                + (database.equals(ALL) ? " WITH GRANT OPTION;\n" : ";\n")
                + partitioned.stream()
                        .map(table ->
                                "GRANT ALTER, CREATE, DROP ON `" + database + "`.`" + table + "` TO " + name + ";\n")
                        .collect(Collectors.joining());
    }

    @Override
    public String toString() {
        return user + " on " + database;
    }

    private static void requireName(String what, String value) {
        if (!value.matches("[A-Za-z][A-Za-z0-9_]{0,63}")) {
            throw new IllegalArgumentException(
                    "The name of a " + what + " must be letters, digits and underscores: '" + value + "'");
        }
    }
}
