package org.messagebroker.enrolment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.messagebroker.api.ErrorCode;
import org.messagebroker.certs.CertificateDirectory.HolderFiles;
import org.messagebroker.certs.Fingerprint;
import org.messagebroker.certs.Keys;
import org.messagebroker.certs.Pem;
import org.messagebroker.certs.Role;
import org.messagebroker.service.Metrics;
import org.messagebroker.service.upstream.ServerClient;
import org.messagebroker.settings.Settings;
import org.messagebroker.testing.Await;
import org.messagebroker.testing.TestCertificates;

/** A worker that has its certificate keeps it in force, and follows the authorities; over real TLS. */
class RenewingIT {

    private final TestCertificates certificates = new TestCertificates();
    private final Metrics metrics = new Metrics();

    @TempDir
    private Path directory;

    private StandInServer server;
    private CertificateFiles files;
    private X509Certificate first;

    @BeforeEach
    void start() {
        server = StandInServer.start(certificates, directory.resolve("server"));
        HolderFiles own = certificates.save(directory.resolve("worker"), Role.WORKER, "worker-7");
        files = new CertificateFiles(own.certificate(), own.key(), own.trust());
        first = files.current();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void asksForTheSameCertificateAgainWhenTheAnswerWasLost() throws Exception {
        server.loseAnswers(2);
        server.issuesAnew();
        try (ServerClient client = client();
                CertificateKeeper keeper = CertificateKeeper.start(settings("3650d"), client, metrics)) {
            Await.until(() -> !files.current().equals(first));
        }

        assertTrue(server.requests().size() > 2, "no answer was lost");
        assertEquals(1, Set.copyOf(server.requests().subList(0, 3)).size(), "another key was made for the repeat");
        assertTrue(Keys.belongTogether(files.current().getPublicKey(), Pem.privateKey(Files.readString(files.key()))));
    }

    @Test
    void makesAnotherKeyForARequestThatWasRefused() {
        server.refuse(ErrorCode.VALIDATION_ERROR, "The key is not good.");
        try (ServerClient client = client();
                CertificateKeeper keeper = CertificateKeeper.start(settings("3650d"), client, metrics)) {
            Await.until(() -> server.requests().size() > 1);
        }

        assertNotEquals(server.requests().get(0), server.requests().get(1));
        assertEquals(first, files.current());
    }

    @Test
    void renewsLongBeforeTheEndWhenAnotherAuthorityIssues() {
        try (ServerClient client = client();
                CertificateKeeper keeper = CertificateKeeper.start(settings("0s"), client, metrics)) {
            Await.until(() -> server.reports().size() > 2);
            assertEquals(first, files.current(), "it was renewed without a reason");

            server.issuesAnew();
            Await.until(() -> !files.current().equals(first));
        }
        assertEquals(1, server.issued().size());
    }

    @Test
    void writesDownNewAuthoritiesAndTellsThatItTrustsThem() {
        X509Certificate old = certificates.authority().root();
        X509Certificate next = new TestCertificates().authority().root();
        try (ServerClient client = client();
                CertificateKeeper keeper = CertificateKeeper.start(settings("0s"), client, metrics)) {
            Await.until(() -> !server.reports().isEmpty());
            assertEquals(List.of(hex(old)), server.reports().getLast().authorities());

            server.trusts(List.of(old, next));
            Await.until(() -> server.reports().getLast().authorities().contains(hex(next)));
        }
        assertEquals(List.of(old, next), files.trusted());
    }

    @Test
    void trustsBesideTheFileWhatItIsTold() {
        X509Certificate next = new TestCertificates().authority().root();
        try (ServerClient client = client()) {
            client.trustAlso(List.of(next));
            assertEquals(List.of(certificates.authority().root(), next), client.trusted());

            client.trustAlso(List.of());
            assertEquals(List.of(certificates.authority().root()), client.trusted());
        }
    }

    private static String hex(X509Certificate root) {
        return Fingerprint.of(root).hex();
    }

    private ServerClient client() {
        return ServerClient.of(settings("0s"));
    }

    private Settings settings(String before) {
        return StandInServer.settings(directory)
                .with(Map.of(
                        "renewal.check-interval", "50ms",
                        "renewal.before", before,
                        "main-server.url", server.url(),
                        "server-cert-path", files.certificate().toString(),
                        "server-key-path", files.key().toString(),
                        "ca-cert-path", files.authorities().toString()));
    }
}
