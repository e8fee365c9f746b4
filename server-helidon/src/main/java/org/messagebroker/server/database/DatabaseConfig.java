package org.messagebroker.server.database;

import java.time.Duration;

/**
 * How the database is reached. {@link #toString()} hides the password.
 *
 * @param url for the JDBC driver
 * @param sslMode the driver's {@code sslMode}, such as {@code PREFERRED} or {@code VERIFY_CA}
 * @param poolSize connections at most
 * @param connectionTimeout longest wait for a connection, a new one or one from the pool
 * @param socketTimeout longest wait for the database's answer to a statement
 */
public record DatabaseConfig(
        String url,
        String user,
        String password,
        String sslMode,
        int poolSize,
        Duration connectionTimeout,
        Duration socketTimeout) {

    @Override
    public String toString() {
        return "DatabaseConfig[" + user + " at " + url + "]";
    }
}
