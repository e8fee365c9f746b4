package org.messagebroker.embedded;

/** A password as both servers take it: free of characters that would need quoting in a configuration file or in SQL. */
record Password(String value) {

    private static final int SHORTEST = 8;

    Password {
        if (value.length() < SHORTEST || !value.matches("[A-Za-z0-9_-]+")) {
            throw new IllegalArgumentException(
                    "The password of an embedded server must be at least 8 letters, digits, '-' or '_'.");
        }
    }

    @Override
    public String toString() {
        return "****";
    }
}
