package org.messagebroker.embedded;

/**
 * A database account that {@link EmbeddedMariaDb} creates at start, or brings to this password, reachable from 127.0.0.1.
 *
 * @param user     letters, digits and underscores
 * @param password at least 8 letters, digits, '-' or '_'
 * @param database the database it owns, created when it is missing; {@code "*"} for all of them
 */
public record Account(String user, String password, String database) {

    private static final String ALL = "*";

    /** Refuses what would need quoting. */
    public Account {
        requireName("user", user);
        if (!database.equals(ALL)) {
            requireName("database", database);
        }
        password = new Password(password).value();
    }

    /** An account that may do everything, for tests and maintenance. */
    public static Account administrator(String user, String password) {
        return new Account(user, password, ALL);
    }

    /** The statements that create it or bring it up to date, one a line. */
    String sql() {
        String name = "'" + user + "'@'127.0.0.1'";
        String everything = database.equals(ALL) ? "*.*" : "`" + database + "`.*";
        return (database.equals(ALL) ? "" : "CREATE DATABASE IF NOT EXISTS `" + database + "`;\n")
                + "CREATE USER IF NOT EXISTS " + name + " IDENTIFIED BY '" + password + "';\n"
                + "ALTER USER " + name + " IDENTIFIED BY '" + password + "';\n"
                + "GRANT ALL PRIVILEGES ON " + everything + " TO " + name
                + (database.equals(ALL) ? " WITH GRANT OPTION;\n" : ";\n");
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
