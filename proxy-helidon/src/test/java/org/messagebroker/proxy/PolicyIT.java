package org.messagebroker.proxy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.messagebroker.api.Policy;
import org.messagebroker.api.PolicyVersion;
import org.messagebroker.api.ProxyReport;
import org.messagebroker.api.SignedPolicy;
import org.messagebroker.certs.Issued;
import org.messagebroker.certs.Role;
import org.messagebroker.testing.Await;
import org.messagebroker.testing.RawTls;
import org.messagebroker.testing.TestCertificates;

/** What the server decides holds at once, on connections that are open; what is not the server's never does. */
class PolicyIT {

    private static final byte[] GOOD = Requests.GOOD.getBytes(StandardCharsets.UTF_8);

    @TempDir
    private Path directory;

    private RunningProxy proxy;

    @BeforeEach
    void start() {
        proxy = RunningProxy.start(directory);
    }

    @AfterEach
    void stop() {
        proxy.close();
    }

    @Test
    void refusesARevokedCertificateOnAnOpenConnectionAndTakesItsTwin() throws IOException {
        Issued revoked = proxy.issue("shop-2");
        Issued twin = proxy.issue("shop-2");
        try (RawTls connection = proxy.connect(revoked);
                RawTls other = proxy.connect(twin)) {
            assertEquals(202, Requests.submit(connection, GOOD).status());
            proxy.obeys(policy().revoke(revoked));
            assertForbidden(connection, "revoked");
            assertEquals(202, Requests.submit(other, GOOD).status());
        }
    }

    @Test
    void refusesADisabledClientOnAnOpenConnectionUntilItIsEnabled() throws IOException {
        try (RawTls connection = proxy.connect()) {
            assertEquals(202, Requests.submit(connection, GOOD).status());
            proxy.obeys(policy().changeClient("shop-1", client -> TestPolicy.enabled(client, false)));
            assertForbidden(connection, "disabled");
            proxy.obeys(policy().changeClient("shop-1", client -> TestPolicy.enabled(client, true)));
            assertEquals(202, Requests.submit(connection, GOOD).status());
        }
    }

    @Test
    void namesTheRightSiteOnAnOpenConnection() throws IOException {
        try (RawTls connection = proxy.connect()) {
            assertEquals(202, Requests.submit(connection, GOOD).status());
            proxy.obeys(policy().changeClient("shop-1", client -> TestPolicy.ofSite(client, "shiraz")));
            assertForbidden(connection, "shiraz");
        }
    }

    @Test
    void refusesACertificateOfTheAuthorityUntilTheInventoryKnowsIt() throws IOException {
        Issued newcomer = proxy.certificates().issue(Role.CLIENT, "shop-3");
        try (RawTls connection = proxy.connect(newcomer)) {
            assertForbidden(connection, "inventory");
            proxy.known(newcomer);
            assertEquals(202, Requests.submit(connection, GOOD).status());
        }
    }

    @Test
    void neverGoesBackToAnOlderPolicy() throws IOException {
        SignedPolicy older = policy().signed();
        Issued revoked = proxy.issue("shop-2");
        proxy.obeys(policy().revoke(revoked));
        proxy.server().answersWith(Optional.of(older));
        awaitRefused("server");
        try (RawTls connection = proxy.connect(revoked)) {
            assertForbidden(connection, "revoked");
        }
        assertEquals("refused", check("policy"));
        proxy.server().answersWith(Optional.empty());
        proxy.obeys(policy().change(now -> now));
        Await.until(() -> check("policy").equals("healthy"), "a good policy clears the refusal");
    }

    @Test
    void refusesAPolicyThatIsNotSignedByAServerOfTheAuthority() throws IOException {
        Policy wanted = TestPolicy.with(policy().policy(), new PolicyVersion(9, 9));
        proxy.obeys(policy().changeClient("shop-1", client -> TestPolicy.enabled(client, false)));
        Issued stranger = new TestCertificates().issue(Role.SERVER, "server");
        Issued aProxy = proxy.certificates().issue(Role.PROXY, "proxy-1");
        SignedPolicy good = TestPolicy.sign(wanted, proxy.certificates().issue(Role.SERVER, "server"));
        SignedPolicy unsigned =
                new SignedPolicy(good.policy(), policy().signed().signature(), good.signer());
        for (SignedPolicy forged :
                List.of(TestPolicy.sign(wanted, stranger), TestPolicy.sign(wanted, aProxy), unsigned)) {
            int asked = proxy.server().asked();
            proxy.server().answersWith(Optional.of(forged));
            Await.until(() -> proxy.server().asked() > asked + 2, "the forged policy has been looked at");
            try (RawTls connection = proxy.connect()) {
                assertForbidden(connection, "disabled");
            }
        }
        proxy.server().answersWith(Optional.of(good));
        proxy.obeys(wanted.version());
        assertEquals(202, proxy.submit(Requests.GOOD).status());
    }

    @Test
    void acceptsNothingWhileTheServerDoesNotTakeItForOneOfItsOwn() throws IOException {
        try (RawTls connection = proxy.connect()) {
            assertEquals(202, Requests.submit(connection, GOOD).status());
            proxy.server().dismisses(true);
            proxy.obeys(policy().change(now -> now)); // the question that waits is answered, the next one refused
            Await.until(() -> Requests.goodStatus(connection) == 503, "it has heard that it is dismissed");
            assertEquals("expired", check("policy"));
            assertEquals("unhealthy", check("main_server"));
            proxy.server().dismisses(false);
            Await.until(() -> Requests.goodStatus(connection) == 202, "it is taken for its own again");
            assertEquals("healthy", check("policy"));
        }
    }

    @Test
    void acceptsAfterARestartWithoutTheServerAndNoLongerThanTheGrace() throws IOException {
        proxy.server().goAway();
        proxy.restart();
        assertEquals(202, proxy.submit(Requests.GOOD).status());
        proxy.clock().setAhead(Duration.ofHours(25));
        RawTls.Answer refused = proxy.submit(Requests.GOOD);
        Problems.assertProblem(503, "service_unavailable", refused);
        assertTrue(refused.header("Retry-After").isPresent());
        proxy.restart();
        assertEquals(503, proxy.submit(Requests.GOOD).status());
        proxy.server().comeBack();
        Await.until(() -> submits() == 202, "it opens by itself");
    }

    @Test
    void believesWhatItKeptOfANewAuthorityThoughItsFileIsOlder() throws IOException {
        TestCertificates next = new TestCertificates();
        String both = TestPolicy.pem(proxy.certificates().authority().root())
                + TestPolicy.pem(next.authority().root());
        proxy.obeys(policy().change(now -> TestPolicy.trusting(now, both)));
        Policy last = TestPolicy.with(policy().policy(), new PolicyVersion(9, 9));
        proxy.server().answersWith(Optional.of(TestPolicy.sign(last, next.issue(Role.SERVER, "server"))));
        proxy.obeys(last.version());

        proxy.server().goAway();
        proxy.restart();

        assertEquals(202, proxy.submit(Requests.GOOD).status());
        assertEquals("healthy", check("policy"));
    }

    @Test
    void keepsThePolicyForItsOwnerOnly() throws IOException {
        Path kept = proxy.policyDirectory().resolve("policy.json");
        Await.until(() -> Files.exists(kept), "the policy is kept");
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(kept)));
    }

    @Test
    void refusesAPolicyOnDiskThatWasChanged() throws IOException {
        proxy.server().goAway();
        Path kept = proxy.policyDirectory().resolve("policy.json");
        String text = Files.readString(kept);
        char first = text.charAt(text.indexOf("signature") + 20);
        Files.writeString(kept, text.replaceFirst("(signature\":\".{8})" + "(.)", "$1" + (first == 'A' ? 'B' : 'A')));
        proxy.restart();
        assertEquals(503, proxy.submit(Requests.GOOD).status());
        awaitRefused("disk");
    }

    @Test
    void reportsHowItIsAndWhatClientsNegotiated() throws IOException {
        assertEquals(202, proxy.submit(Requests.GOOD).status());
        Await.until(() -> proxy.server().report().accepted() == 1, "the report counts");
        ProxyReport report = proxy.server().report();
        assertEquals("main", report.site());
        assertEquals("healthy", report.checks().get("policy"));
        assertTrue(report.verifiesClients());
        assertEquals(proxy.tls().settings(), report.tls());
        assertEquals(Optional.empty(), report.trial());
        assertTrue(
                proxy.server().negotiated().stream()
                        .anyMatch(some ->
                                some.clientId().isPresent() && some.protocol().equals("TLSv1.3") && some.count() == 1),
                () -> proxy.server().negotiated().toString());
    }

    private int submits() {
        try {
            return proxy.submit(Requests.GOOD).status();
        } catch (IOException e) {
            return 0;
        }
    }

    private void awaitRefused(String source) {
        String metric = "proxy_policy_refused_total{source=\"" + source + "\"} ";
        Await.until(
                () -> proxy.metrics().lines().anyMatch(line -> line.startsWith(metric) && !line.endsWith(" 0.0")),
                "a policy is refused");
    }

    private String check(String name) {
        try (RawTls connection = proxy.connectWithoutCertificate()) {
            return Requests.json(Requests.get(connection, "/api/v1/health"))
                    .path("checks")
                    .path(name)
                    .asText();
        } catch (IOException e) {
            return "";
        }
    }

    private TestPolicy policy() {
        return proxy.server().policy();
    }

    private static void assertForbidden(RawTls connection, String word) throws IOException {
        RawTls.Answer answer = Requests.submit(connection, GOOD);
        Problems.assertProblem(403, "authorization_error", answer);
        assertTrue(answer.body().contains(word), answer.body());
    }
}
