package org.messagebroker.server.database;

import java.time.Duration;
import org.messagebroker.settings.Settings;
import org.messagebroker.settings.SettingsException;

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

    /**
     * From {@code database.url}, or from {@code db.host} and its neighbours when that is empty. A user or password in the
     * address goes before {@code db.user} and {@code db.password}.
     *
     * @throws org.messagebroker.settings.SettingsException naming the setting
     */
    public static DatabaseConfig of(Settings settings) {
        DatabaseUrl url = settings.optionalText("database.url")
                .map(DatabaseConfig::parse)
                .orElseGet(() -> DatabaseUrl.of(
                        settings.text("db.host"), settings.integer("db.port", 1, 65_535), settings.text("db.name")));
        return new DatabaseConfig(
                url.jdbc(),
                url.user().orElseGet(() -> settings.text("db.user")),
                url.password()
                        .orElseGet(() -> settings.optionalText("db.password").orElse("")),
                settings.text("database.ssl-mode"),
                settings.integer("database.pool-size", 1, 1000),
                settings.duration("database.connection-timeout"),
                settings.duration("database.socket-timeout"));
    }

    private static DatabaseUrl parse(String text) {
        try {
            return DatabaseUrl.parse(text);
        } catch (IllegalArgumentException malformed) {
            throw new SettingsException(
                    "The setting database.url (DATABASE_URL) is malformed: " + malformed.getMessage());
        }
    }

    @Override
    public String toString() {
        return "DatabaseConfig[" + user + " at " + url + "]";
    }
}
