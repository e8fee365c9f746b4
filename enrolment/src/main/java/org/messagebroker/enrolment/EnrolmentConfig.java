package org.messagebroker.enrolment;

import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.messagebroker.api.EnrolmentToken;
import org.messagebroker.service.StartException;
import org.messagebroker.settings.Settings;

/**
 * How a service gets its first certificate.
 *
 * @param token absent when it has its certificate already
 * @param hosts names and addresses at which it answers; empty for one that only calls
 * @param server the server's address
 * @param timeout for one call
 */
record EnrolmentConfig(
        CertificateFiles files, Optional<EnrolmentToken> token, List<String> hosts, URI server, Duration timeout) {

    /**
     * Reads {@code enrolment.*} and what the service has anyway.
     *
     * @param answers whether others connect to the service
     * @throws StartException when the token is none
     */
    static EnrolmentConfig of(Settings settings, boolean answers) {
        return new EnrolmentConfig(
                CertificateFiles.of(settings),
                token(settings),
                answers ? hosts(settings) : List.of(),
                URI.create(settings.text("main-server.url").strip().replaceFirst("/+$", "")),
                settings.duration("main-server.answer-timeout"));
    }

    private static Optional<EnrolmentToken> token(Settings settings) {
        return settings.optionalText("enrolment.token")
                .or(() -> settings.optionalPath("enrolment.token-file").map(EnrolmentConfig::read))
                .map(text -> EnrolmentToken.parse(text)
                        .orElseThrow(() -> new StartException(
                                "ENROLMENT_TOKEN is not an enrolment token; copy it whole, from mb1. to its end")));
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new StartException("cannot read the enrolment token in " + file, e);
        }
    }

    private static List<String> hosts(Settings settings) {
        List<String> named = settings.list("enrolment.hosts");
        return named.isEmpty() ? here() : named;
    }

    private static List<String> here() {
        List<String> local = List.of("localhost", "127.0.0.1", "::1");
        try {
            return Stream.concat(Stream.of(InetAddress.getLocalHost().getHostName()), local.stream())
                    .distinct()
                    .toList();
        } catch (UnknownHostException nameless) {
            return local;
        }
    }
}
