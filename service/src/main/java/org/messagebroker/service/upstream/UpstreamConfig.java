package org.messagebroker.service.upstream;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import org.messagebroker.settings.Settings;

/**
 * How the server is reached.
 *
 * @param url such as {@code https://server:8000}
 * @param verify whether the server's certificate and name are checked; false only for a trial
 * @param certificate PEM: our certificate and its chain
 * @param key PEM, PKCS#8
 * @param trust PEM: the authorities that the server's certificate must come from
 * @param connectTimeout for connection and handshake
 * @param answerTimeout for the answer to begin
 * @param connections kept open between calls
 */
public record UpstreamConfig(
        URI url,
        boolean verify,
        Path certificate,
        Path key,
        Path trust,
        Duration connectTimeout,
        Duration answerTimeout,
        int connections) {

    /** Reads {@code main-server.*}, {@code server-cert-path}, {@code server-key-path} and {@code ca-cert-path}. */
    public static UpstreamConfig of(Settings settings) {
        return new UpstreamConfig(
                url(settings),
                settings.flag("main-server.verify-ssl"),
                settings.path("server-cert-path"),
                settings.path("server-key-path"),
                settings.path("ca-cert-path"),
                settings.duration("main-server.connect-timeout"),
                settings.duration("main-server.answer-timeout"),
                settings.integer("main-server.connections", 1, 1000));
    }

    private static URI url(Settings settings) {
        String text = settings.text("main-server.url").strip().replaceFirst("/+$", "");
        if (!text.toLowerCase(Locale.ROOT).matches("https://[a-z0-9._\\[\\]:-]+(/[a-z0-9._/-]*)?")) {
            throw settings.malformed("main-server.url", "an address such as https://server:8000");
        }
        return URI.create(text);
    }
}
