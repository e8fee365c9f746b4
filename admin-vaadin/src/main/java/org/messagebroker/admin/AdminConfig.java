package org.messagebroker.admin;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import org.messagebroker.settings.Settings;

/**
 * What the portal itself reads of its settings; the listener's are handed to Spring Boot by {@link SpringProperties}.
 *
 * @param sessionMaxAge how long a person stays signed in
 * @param messagesPerPage how many messages are fetched at a time
 * @param refreshInterval from one look for new messages to the next
 */
public record AdminConfig(ServerAddress server, Duration sessionMaxAge, int messagesPerPage, Duration refreshInterval) {

    /** The SSL bundle of the pages' listener. */
    static final String PORTAL_BUNDLE = "portal";

    /** The SSL bundle with what the server's certificate is checked against. */
    public static final String SERVER_BUNDLE = "server";

    /**
     * Where the server is.
     *
     * @param verify whether its certificate is checked
     */
    public record ServerAddress(URI url, boolean verify, Path trusted, Duration connectTimeout, Duration readTimeout) {

        static ServerAddress of(Settings settings) {
            return new ServerAddress(
                    url(settings),
                    settings.flag("main-server.verify-ssl"),
                    settings.path("ca-cert-path"),
                    settings.duration("main-server.connect-timeout"),
                    settings.duration("main-server.read-timeout"));
        }

        private static URI url(Settings settings) {
            try {
                URI url = URI.create(settings.text("main-server.url").strip());
                if ("https".equals(url.getScheme()) && url.getHost() != null) {
                    return url;
                }
            } catch (IllegalArgumentException malformed) {
                // Told below, like every other address that is not one.
            }
            throw settings.malformed("main-server.url", "an address such as https://name:8000");
        }
    }

    static AdminConfig of(Settings settings) {
        return new AdminConfig(
                ServerAddress.of(settings),
                settings.duration("session-max-age"),
                settings.integer("messages-per-page", 10, 200),
                settings.duration("refresh-interval"));
    }
}
