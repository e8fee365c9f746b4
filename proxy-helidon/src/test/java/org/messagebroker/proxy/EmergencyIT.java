package org.messagebroker.proxy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.messagebroker.certs.CertificateAuthority;
import org.messagebroker.certs.Issued;
import org.messagebroker.certs.Revocation;
import org.messagebroker.certs.RevocationList;
import org.messagebroker.certs.RevocationReason;
import org.messagebroker.service.json.Json;
import org.messagebroker.testing.Await;
import org.messagebroker.testing.RawTls;
import org.messagebroker.testing.TestCertificates;

/** What an operator can do at a proxy while the server is away. */
class EmergencyIT {

    private static final byte[] GOOD = Requests.GOOD.getBytes(StandardCharsets.UTF_8);

    @TempDir
    private Path directory;

    private RunningProxy proxy;

    @BeforeEach
    void start() {
        proxy = RunningProxy.start(directory);
        proxy.server().goAway();
    }

    @AfterEach
    void stop() {
        proxy.close();
    }

    @Test
    void revokesByAListOnAnOpenConnectionForAsLongAsTheFileLiesThere() throws IOException {
        try (RawTls connection = proxy.connect()) {
            assertEquals(202, Requests.submit(connection, GOOD).status());
            drop("emergency.crl", list(proxy.certificates()).pem().getBytes(StandardCharsets.US_ASCII));
            Await.until(() -> Requests.goodStatus(connection) == 403, "the certificate is revoked");
            Files.delete(proxy.policyDirectory().resolve("emergency.crl"));
            Await.until(() -> Requests.goodStatus(connection) == 202, "the policy alone counts again");
        }
    }

    @Test
    void revokesByAListInDer() throws IOException {
        try (RawTls connection = proxy.connect()) {
            drop("emergency.crl", list(proxy.certificates()).der());
            Await.until(() -> Requests.goodStatus(connection) == 403, "the certificate is revoked");
        }
    }

    @Test
    void refusesAListOfAnotherAuthorityAndSaysSo() throws IOException {
        TestCertificates others = new TestCertificates();
        String own = TestPolicy.pem(others.authority().issuing())
                + TestPolicy.pem(others.authority().root());
        drop("emergency.crl", (list(others).pem() + own).getBytes(StandardCharsets.US_ASCII));
        awaitRefused("emergency_crl");
        assertEquals(202, proxy.submit(Requests.GOOD).status());
    }

    @Test
    void looksAgainAtAListWhoseIssuerCouldNotBeReadAtFirst() throws IOException {
        Path own = proxy.certificateFile();
        byte[] whole = Files.readAllBytes(own);
        try (RawTls connection = proxy.connect()) {
            Files.writeString(own, "just being replaced");
            drop("emergency.crl", list(proxy.certificates()).der());
            awaitRefused("emergency_crl");
            assertEquals(202, Requests.goodStatus(connection));
            Files.write(own, whole);
            Await.until(() -> Requests.goodStatus(connection) == 403, "the certificate is revoked");
        }
    }

    @Test
    void keepsWhatIsRevokedWhenTheFileTurnsBad() throws IOException {
        try (RawTls connection = proxy.connect()) {
            drop("emergency.crl", list(proxy.certificates()).der());
            Await.until(() -> Requests.goodStatus(connection) == 403, "the certificate is revoked");
            drop("emergency.crl", "nonsense".getBytes(StandardCharsets.US_ASCII));
            awaitRefused("emergency_crl");
            assertEquals(403, Requests.goodStatus(connection));
        }
    }

    @Test
    void revokesFromTheFirstRequestAfterARestart() throws IOException {
        drop("emergency.crl", list(proxy.certificates()).der());
        Await.until(() -> isSubmitted(403), "the certificate is revoked");
        for (int start = 0; start < 3; start++) {
            proxy.restart();
            assertEquals(403, proxy.submit(Requests.GOOD).status());
        }
    }

    @Test
    void revokesByAListThatWasDroppedWhileTheProxyStood() throws IOException {
        assertEquals(202, proxy.submit(Requests.GOOD).status());
        proxy.stop();
        drop("emergency.crl", list(proxy.certificates()).der());
        proxy.begin();
        assertEquals(403, proxy.submit(Requests.GOOD).status());
    }

    @Test
    void keepsWhatIsRevokedWhenTheFileTurnsBadBeforeARestart() throws IOException {
        drop("emergency.crl", list(proxy.certificates()).der());
        Await.until(() -> isSubmitted(403), "the certificate is revoked");
        proxy.stop();
        drop("emergency.crl", "nonsense".getBytes(StandardCharsets.US_ASCII));
        proxy.begin();
        assertEquals(403, proxy.submit(Requests.GOOD).status());
        awaitRefused("emergency_crl");
    }

    @Test
    void revokesNothingMoreOnceTheFileIsTakenAwayBeforeARestart() throws IOException {
        drop("emergency.crl", list(proxy.certificates()).der());
        Await.until(() -> isSubmitted(403), "the certificate is revoked");
        proxy.stop();
        Files.delete(proxy.policyDirectory().resolve("emergency.crl"));
        proxy.begin();
        assertEquals(202, proxy.submit(Requests.GOOD).status());
    }

    @Test
    void obeysANewerPolicyFromAFileAndRefusesAnOlder() throws IOException {
        var older = proxy.server().policy().signed();
        proxy.server().policy().revoke(proxy.client());
        try (RawTls connection = proxy.connect()) {
            assertEquals(202, Requests.goodStatus(connection));
            drop("emergency-policy.json", Json.bytes(proxy.server().policy().signed()));
            Await.until(() -> Requests.goodStatus(connection) == 403, "the policy is obeyed");
            drop("emergency-policy.json", Json.bytes(older));
            awaitRefused("emergency_policy");
            assertEquals(403, Requests.goodStatus(connection));
        }
    }

    private RevocationList list(TestCertificates certificates) {
        Issued client = proxy.client();
        CertificateAuthority authority = certificates.authority();
        Revocation revocation =
                new Revocation(client.certificate().getSerialNumber(), Instant.now(), RevocationReason.KEY_COMPROMISE);
        return RevocationList.sign(authority, BigInteger.ONE, Instant.now(), Duration.ofDays(7), List.of(revocation));
    }

    private boolean isSubmitted(int status) {
        try {
            return proxy.submit(Requests.GOOD).status() == status;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void drop(String name, byte[] content) throws IOException {
        Path fresh = Files.write(directory.resolve("dropped"), content);
        Path target = proxy.policyDirectory().resolve(name);
        Files.move(fresh, target, StandardCopyOption.REPLACE_EXISTING);
        assertTrue(Files.exists(target));
    }

    private void awaitRefused(String source) {
        String metric = "proxy_policy_refused_total{source=\"" + source + "\"} ";
        Await.until(
                () -> proxy.metrics().lines().anyMatch(line -> line.startsWith(metric) && !line.endsWith(" 0.0")),
                "it is refused");
    }
}
