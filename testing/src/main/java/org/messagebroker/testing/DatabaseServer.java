package org.messagebroker.testing;

import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.messagebroker.embedded.Account;
import org.messagebroker.embedded.EmbeddedMariaDb;

/**
 * The server that test databases are made on, and an account that may make them.
 *
 * @param authority host and port
 */
record DatabaseServer(String authority, String user, String password) {

    private static final String USER = "tester";
    private static final int BUFFER_POOL_MEGABYTES = 64;

    private static final class Shared {
        private static final DatabaseServer SERVER = Optional.ofNullable(System.getenv("TEST_DATABASE_URL"))
                .filter(url -> !url.isBlank())
                .map(DatabaseServer::parse)
                .orElseGet(DatabaseServer::embedded);
    }

    static DatabaseServer shared() {
        return Shared.SERVER;
    }

    /** A new one, gone with the JVM. */
    static DatabaseServer embedded() {
        Path home = TestDirectory.create("mariadb");
        String password = Passwords.random();
        EmbeddedMariaDb database = TestDirectory.closedAtExit(
                EmbeddedMariaDb.start(home, 0, List.of(Account.administrator(USER, password)), BUFFER_POOL_MEGABYTES),
                home);
        return new DatabaseServer("127.0.0.1:" + database.port(), USER, password);
    }

    /** Understands {@code [jdbc:]mysql[+driver]://user:password@host:port/…} and user and password as parameters. */
    static DatabaseServer parse(String url) {
        URI uri = URI.create(url.startsWith("jdbc:") ? url.substring("jdbc:".length()) : url);
        String[] login = Optional.ofNullable(uri.getRawUserInfo()).orElse(":").split(":", 2);
        String authority = uri.getHost() + ":" + (uri.getPort() < 0 ? 3306 : uri.getPort());
        return new DatabaseServer(
                authority,
                parameter(uri, "user").orElseGet(() -> decoded(login[0])),
                parameter(uri, "password").orElseGet(() -> login.length > 1 ? decoded(login[1]) : ""));
    }

    private static Optional<String> parameter(URI uri, String name) {
        return List.of(Optional.ofNullable(uri.getRawQuery()).orElse("").split("&")).stream()
                .filter(pair -> pair.startsWith(name + "="))
                .map(pair -> decoded(pair.substring(name.length() + 1)))
                .findFirst();
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }

    String jdbcUrl(String database) {
        return "jdbc:mysql://" + authority + "/" + database;
    }

    @Override
    public String toString() {
        return authority;
    }
}
