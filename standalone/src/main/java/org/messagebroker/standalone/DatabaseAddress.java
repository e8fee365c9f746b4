package org.messagebroker.standalone;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A database and one of its users. {@link #toString()} hides the password.
 *
 * @param jdbc for the JDBC driver, without user and password
 */
record DatabaseAddress(String jdbc, String user, String password) {

    private static final Pattern URL = Pattern.compile("(?:jdbc:)?(?:mysql|mariadb)(?:\\+[a-z]+)?://"
            + "(?:(?<user>[^:@/?]*)(?::(?<password>[^@/?]*))?@)?(?<address>[^@/?#]+)/(?<name>[^/?#]+)(?:\\?.*)?");

    /** The database as the server sees it: it may read and write rows. */
    static DatabaseAddress ofServer(SiteSettings site, Ports ports, Credentials credentials) {
        return site.hasDatabase()
                ? external(site)
                : embedded(ports, Credentials.SERVER_USER, credentials.serverPassword());
    }

    /** The database as the one who changes the schema sees it. */
    static DatabaseAddress ofMigration(SiteSettings site, Ports ports, Credentials credentials) {
        if (!site.hasDatabase()) {
            return embedded(ports, Credentials.MIGRATION_USER, credentials.migrationPassword());
        }
        DatabaseAddress server = external(site);
        return new DatabaseAddress(
                server.jdbc(),
                site.value("MIGRATION_DB_USER").orElse(server.user()),
                site.value("MIGRATION_DB_PASSWORD").orElse(server.password()));
    }

    private static DatabaseAddress embedded(Ports ports, String user, String password) {
        return new DatabaseAddress(
                "jdbc:mysql://127.0.0.1:" + ports.mariaDb() + "/" + Credentials.DATABASE, user, password);
    }

    private static DatabaseAddress external(SiteSettings site) {
        String user = site.value("DB_USER").orElse("");
        String password = site.value("DB_PASSWORD").orElse("");
        return site.value("DATABASE_URL").map(url -> of(url, user, password)).orElseGet(() -> {
            String host = site.value("DB_HOST").orElseThrow();
            String port = site.value("DB_PORT").orElse("3306");
            String name = site.value("DB_NAME").orElse(Credentials.DATABASE);
            return new DatabaseAddress("jdbc:mysql://" + host + ":" + port + "/" + name, user, password);
        });
    }

    /** From a JDBC address or the older {@code mysql+pymysql://user:password@host:port/name}. */
    static DatabaseAddress of(String url, String user, String password) {
        Matcher matcher = URL.matcher(url);
        if (!matcher.matches()) {
            throw new CommandFailure(
                    Exit.USAGE,
                    "DATABASE_URL is neither jdbc:mysql://host:port/name nor mysql+pymysql://user:password@host:port/name.");
        }
        return new DatabaseAddress(
                "jdbc:mysql://" + matcher.group("address") + "/" + matcher.group("name"),
                decoded(matcher.group("user")).orElse(user),
                decoded(matcher.group("password")).orElse(password));
    }

    private static Optional<String> decoded(@org.jspecify.annotations.Nullable String text) {
        return Optional.ofNullable(text)
                .filter(given -> !given.isEmpty())
                .map(given -> URLDecoder.decode(given.replace("+", "%2B"), StandardCharsets.UTF_8));
    }

    /** For the driver: a password in an address would show up in messages. */
    Properties properties() {
        Properties properties = new Properties();
        properties.setProperty("user", user);
        properties.setProperty("password", password);
        properties.setProperty("connectTimeout", "5000");
        properties.setProperty("socketTimeout", "60000");
        return properties;
    }

    @Override
    public String toString() {
        return user + " at " + jdbc;
    }
}
