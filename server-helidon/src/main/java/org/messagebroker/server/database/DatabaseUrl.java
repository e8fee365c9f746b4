package org.messagebroker.server.database;

import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A database as operators write it: {@code jdbc:mysql://host:port/name?…}, or the older
 * {@code mysql+pymysql://user:password@host:port/name?…}. {@link #toString()} hides the password.
 *
 * @param jdbc for the driver, without user and password
 * @param user as in the text, percent-decoded; absent when the text names none
 * @param password likewise
 */
record DatabaseUrl(String jdbc, Optional<String> user, Optional<String> password) {

    private static final Pattern FORM = Pattern.compile(
            "(?:jdbc:)?(?:mysql|mariadb)(?:\\+[a-z]+)?://"
                    + "(?:(?<user>[^:@/?]*)(?::(?<password>[^@/?]*))?@)?(?<address>[^@/?#]+)/(?<name>[^/?#]+)(?:\\?(?<query>.*))?");
    private static final Set<String> PYTHON_ONLY =
            Set.of("charset", "connect_timeout", "read_timeout", "write_timeout");

    /** @throws IllegalArgumentException saying what is wrong, without repeating the text, which may hold a password */
    static DatabaseUrl parse(String text) {
        Matcher matcher = FORM.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException(
                    "expected jdbc:mysql://host:port/name or"
                            + " mysql+pymysql://user:password@host:port/name, special characters in the password percent-encoded");
        }
        boolean jdbc = text.startsWith("jdbc:");
        String query = Optional.ofNullable(matcher.group("query")).orElse("");
        return new DatabaseUrl(
                "jdbc:mysql://" + address(matcher.group("address")) + "/" + matcher.group("name")
                        + (jdbc ? parameters(query) : pythonParameters(query)),
                decoded(matcher.group("user")),
                decoded(matcher.group("password")));
    }

    /** From the parts that {@code DB_HOST} and its neighbours name. */
    static DatabaseUrl of(String host, int port, String name) {
        String literal = host.contains(":") && !host.startsWith("[") ? "[" + host + "]" : host;
        return new DatabaseUrl(
                "jdbc:mysql://" + address(literal + ":" + port) + "/" + name, Optional.empty(), Optional.empty());
    }

    private static String address(String text) {
        URI uri = URI.create("mysql://" + text);
        if (uri.getHost() == null) {
            throw new IllegalArgumentException(
                    "expected a host name and, after a colon, a port before the database's name");
        }
        return uri.getHost() + ":" + (uri.getPort() < 0 ? 3306 : uri.getPort());
    }

    private static String parameters(String query) {
        return query.isEmpty() ? "" : "?" + query;
    }

    /** The Python driver's own parameters have no meaning here; one that we cannot honour must not be dropped silently. */
    private static String pythonParameters(String query) {
        Stream.of(query.split("&"))
                .filter(parameter -> !parameter.isEmpty())
                .map(parameter -> parameter.split("=", 2)[0])
                .filter(name -> !PYTHON_ONLY.contains(name))
                .findFirst()
                .ifPresent(name -> {
                    throw new IllegalArgumentException(
                            "the parameter " + name
                                    + " is not understood; write the address as jdbc:mysql://… with the JDBC driver's parameters");
                });
        return "";
    }

    private static Optional<String> decoded(String text) {
        // A plus sign is itself in this part of an address, and URLDecoder would make it a space.
        return Optional.ofNullable(text)
                .filter(given -> !given.isEmpty())
                .map(given -> URLDecoder.decode(given.replace("+", "%2B"), StandardCharsets.UTF_8));
    }

    @Override
    public String toString() {
        return jdbc;
    }
}
