package org.messagebroker.server.enrolment;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.security.KeyPair;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.messagebroker.certs.Issued;
import org.messagebroker.certs.Keys;
import org.messagebroker.certs.Pem;
import org.messagebroker.certs.SigningRequest;
import org.messagebroker.server.RunningServer;
import org.messagebroker.server.RunningServer.Answer;
import org.messagebroker.server.RunningServer.Caller;
import org.messagebroker.testing.TestCertificates;

/** For how long the certificates hold that proxies and workers get by themselves. */
@Tag("database")
class CertificateLifeIT {

    @TempDir
    private Path directory;

    @Test
    void areAsManyDaysAsTheSettingSays() {
        try (RunningServer server = RunningServer.start(directory, Map.of("ca.certificate-days", "7"))) {
            Issued joined = join(server, "worker-7");

            assertEquals(7, days(joined.certificate()));
            assertEquals(7, days(renew(server, joined)));
        }
    }

    @Test
    void areShorterWhereTheAuthorityEndsSooner() {
        TestCertificates ending = TestCertificates.endingIn(Duration.ofDays(10));
        Instant end = ending.authority().issuing().getNotAfter().toInstant();
        try (RunningServer server = RunningServer.start(directory, ending, Map.of())) {
            Issued joined = join(server, "worker-7");

            assertEquals(end, joined.certificate().getNotAfter().toInstant());
            assertEquals(end, renew(server, joined).getNotAfter().toInstant());
        }
    }

    @Test
    void areOfAdministratorsAsLongAsBeforeOrTheAuthoritysOwn() {
        TestCertificates ending = TestCertificates.endingIn(Duration.ofDays(10));
        try (RunningServer server = RunningServer.start(directory, ending, Map.of())) {
            Caller admin = server.administrator();
            String fingerprint = admin.post(
                            "/admin/certificates/generate", Map.of("role", "client", "name", "shop-1", "days", 9))
                    .json()
                    .path("fingerprint")
                    .asText();
            Map<String, Object> renewal = Map.of("fingerprint", fingerprint);
            assertEquals(201, admin.post("/admin/certificates/renew", renewal).status());
            Answer tooLong = admin.post("/admin/certificates/renew", Map.of("fingerprint", fingerprint, "days", 30));
            assertEquals(400, tooLong.status(), "what was asked for by name is not cut short in silence");
        }
    }

    private static Issued join(RunningServer server, String name) {
        KeyPair keys = Keys.ec();
        String token = server.administrator()
                .post("/admin/enrolments", Map.of("role", "worker", "name", name))
                .json()
                .path("token")
                .asText();
        Answer joined = server.anyone()
                .post(
                        "/internal/enrolment",
                        Map.of("token", token, "request", SigningRequest.create(keys, name, List.of())));
        assertEquals(200, joined.status(), joined::toString);
        return new Issued(Pem.certificates(joined.json().path("certificate").asText()), keys.getPrivate());
    }

    private static X509Certificate renew(RunningServer server, Issued before) {
        Map<String, String> request = Map.of("request", SigningRequest.create(Keys.ec(), "renewal", List.of()));
        Answer renewed = server.peer(before).post("/internal/certificates/renew", request);
        assertEquals(200, renewed.status(), renewed::toString);
        return Pem.certificates(renewed.json().path("certificate").asText()).getFirst();
    }

    private static long days(X509Certificate certificate) {
        return ChronoUnit.DAYS.between(
                certificate.getNotBefore().toInstant(),
                certificate.getNotAfter().toInstant());
    }
}
