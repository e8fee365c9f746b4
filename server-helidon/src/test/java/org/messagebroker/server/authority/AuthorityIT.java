package org.messagebroker.server.authority;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.messagebroker.certs.Fingerprint;
import org.messagebroker.certs.Issued;
import org.messagebroker.certs.Pem;
import org.messagebroker.server.RunningServer;
import org.messagebroker.server.RunningServer.Answer;
import org.messagebroker.server.RunningServer.Caller;
import org.messagebroker.testing.Await;

/** The change from one authority to the next: what it waits for, whom it names, and that it cuts off nobody unsaid. */
@Tag("database")
class AuthorityIT {

    private static final String AUTHORITIES = "/admin/authorities";
    private static final String GENERATE = "/admin/certificates/generate";
    private static final String TRUST = "/internal/trust";
    private static final String INSTANCE = "0123456789abcdef0123456789abcdef";

    @TempDir
    private Path directory;

    private RunningServer server;
    private Caller admin;
    private String old = "";

    @BeforeEach
    void start() {
        server = RunningServer.start(directory, Map.of());
        admin = server.administrator();
        old = authority("active").path("id").asText();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void newAuthorityIsTrustedAtOnceAndIssuesOnlyWhenActivated() {
        String next = create();

        assertEquals(2, Pem.certificates(text("/ca.crt")).size());
        assertEquals(old, authorityOf(issue("client", "before-1")));
        assertEquals(200, change(next, "activate", false).status());
        assertEquals(next, authorityOf(issue("client", "after-1")));
        assertEquals("trusted", state(old));
        Await.until(() -> next.equals(ownAuthority()), "the server itself presents a certificate of the new authority");
    }

    @Test
    void isNotActivatedWhileAConnectedWorkerWouldNotBelieveIt() {
        Caller worker = peer("worker", "slow-1");
        String next = create();
        assertEquals(200, report(worker, root(old)).status());

        Answer refused = change(next, "activate", false);

        assertEquals(409, refused.status(), refused::toString);
        assertEquals(
                List.of("worker slow-1"), texts(refused.json().path("details").path("unconfirmed")));
        assertEquals(List.of("worker slow-1"), texts(view(next).path("unconfirmed")));
        report(worker, root(old), root(next));
        Answer activated = change(next, "activate", false);
        assertEquals(200, activated.status(), activated::toString);
    }

    @Test
    void isActivatedOverAWorkerOnlyByForce() {
        report(peer("worker", "slow-1"), root(old));
        String next = create();

        assertEquals(409, change(next, "activate", false).status());
        assertEquals(200, change(next, "activate", true).status());
    }

    @Test
    void tellsWorkersWhomToTrustAndWhenToRenew() {
        Caller worker = peer("worker", "told-1");
        JsonNode before = report(worker, root(old)).json();
        assertFalse(before.path("renew").asBoolean());
        assertEquals(1, Pem.certificates(before.path("authorities").asText()).size());

        String next = create();
        JsonNode between = report(worker, root(old), root(next)).json();
        assertFalse(between.path("renew").asBoolean(), "it is told to renew before another authority issues");
        assertEquals(2, Pem.certificates(between.path("authorities").asText()).size());

        change(next, "activate", false);
        assertTrue(report(worker, root(old), root(next)).json().path("renew").asBoolean());
        assertFalse(report(peer("worker", "told-2"), root(old), root(next))
                .json()
                .path("renew")
                .asBoolean());
    }

    @Test
    void takesReportsOnlyFromProxiesAndWorkersAndOnlyOfFingerprints() {
        assertEquals(401, server.anyone().post(TRUST, Map.of()).status());
        assertEquals(403, report(peer("client", "shop-1"), root(old)).status());
        Caller worker = peer("worker", "odd-1");
        assertEquals(
                400,
                worker.post(TRUST, Map.of("instance", INSTANCE, "authorities", List.of("x")))
                        .status());
        assertEquals(
                400,
                worker.post(TRUST, Map.of("instance", "me", "authorities", List.of()))
                        .status());
        assertEquals(200, report(worker).status(), "the accepting twin");
    }

    @Test
    void isRetiredWhenEveryHolderHasASuccessorThoughOldCertificatesAreStillGood() {
        JsonNode shop = issue("client", "shop-1");
        JsonNode generations = renew(issue("client", "shop-2"));
        String next = create();
        change(next, "activate", false);
        awaitOwn(next);

        Answer refused = change(old, "retire", false);
        assertEquals(409, refused.status(), refused::toString);
        List<String> named = texts(refused.json().path("details").path("holders"));
        assertTrue(named.containsAll(List.of("client shop-1", "client shop-2", "proxy proxy-1")), named::toString);
        assertFalse(named.contains("server server"), "the server renews by itself");

        renew(shop);
        renew(generations);
        renewAllOthers(named);
        assertEquals(List.of("proxy proxy-1"), texts(view(old).path("holders")), "a proxy needs a moment");
        Await.until(() -> texts(view(old).path("holders")).isEmpty(), "nobody needs it");
        Answer retired = change(old, "retire", false);

        assertEquals(200, retired.status(), retired::toString);
        assertEquals(List.of(), texts(retired.json().path("holders")));
        assertEquals(1, Pem.certificates(text("/ca.crt")).size());
        assertEquals("revoked", certificate(shop).path("state").asText());
    }

    @Test
    void secondCertificateOfAClientKeepsTheAuthorityNeeded() {
        JsonNode one = issue("client", "twice-1");
        JsonNode other = issue("client", "twice-1");
        String next = create();
        change(next, "activate", false);

        renew(one);
        assertTrue(texts(view(old).path("holders")).contains("client twice-1"));
        renew(other);
        assertFalse(texts(view(old).path("holders")).contains("client twice-1"));
    }

    @Test
    void newCertificateOfWhoRenewsByItselfIsEnough() {
        JsonNode before = issue("worker", "again-1");
        String next = create();
        change(next, "activate", false);
        assertTrue(texts(view(old).path("holders")).contains("worker again-1"));

        JsonNode after = issue("worker", "again-1");
        assertFalse(texts(view(old).path("holders")).contains("worker again-1"));
        revoke(after);
        assertTrue(texts(view(old).path("holders")).contains("worker again-1"), "a revoked one is no successor");
        assertEquals("active", certificate(before).path("state").asText());
    }

    @Test
    void forcedRetirementSaysWhomItCutsOff() {
        issue("client", "left-1");
        String next = create();
        change(next, "activate", false);
        awaitOwn(next);

        Answer retired = change(old, "retire", true);

        assertEquals(200, retired.status(), retired::toString);
        assertTrue(texts(retired.json().path("holders")).contains("client left-1"), retired::toString);
        assertTrue(
                server.column("SELECT details FROM audit WHERE action = 'authority.retire'").stream()
                        .allMatch(details -> details.contains("client left-1")),
                "the audit does not say whom");
        assertEquals(409, change(old, "activate", false).status(), "there is no way back");
    }

    @Test
    void neitherRetiresWhatIssuesNorKnowsWhatIsNot() {
        assertEquals(409, change(old, "retire", true).status());
        assertEquals(404, change("0".repeat(32), "retire", true).status());
        assertEquals(404, change("0".repeat(32), "activate", true).status());
        assertEquals(401, server.anyone().post(AUTHORITIES, Map.of()).status());
    }

    private String create() {
        Answer made = admin.post(AUTHORITIES, Map.of());
        assertEquals(201, made.status(), made::toString);
        assertTrue(made.json().path("root_key").asText().contains("ENCRYPTED PRIVATE KEY"));
        server.trust(
                Pem.certificates(made.json().path("root_certificate").asText()).getFirst());
        admin = server.administrator();
        return made.json().path("id").asText();
    }

    private Answer change(String id, String act, boolean force) {
        return admin.post(AUTHORITIES + "/" + id + "/" + act, Map.of("force", force));
    }

    private void awaitOwn(String authority) {
        Await.until(() -> authority.equals(ownAuthority()), "the server has renewed its certificate");
    }

    private String ownAuthority() {
        X509Certificate own = server.service().tls().orElseThrow().certificate();
        return admin.get("/admin/certificates/" + Fingerprint.of(own).hex())
                .json()
                .path("authority_id")
                .asText();
    }

    private JsonNode issue(String role, String name) {
        Answer issued = admin.post(GENERATE, hosted(role, name));
        assertEquals(201, issued.status(), issued::toString);
        return issued.json();
    }

    private static Map<String, Object> hosted(String role, String name) {
        return role.equals("proxy")
                ? Map.of("role", role, "name", name, "hosts", List.of("localhost"))
                : Map.of("role", role, "name", name);
    }

    private JsonNode renew(JsonNode certificate) {
        Answer renewed = admin.post(
                "/admin/certificates/renew",
                Map.of("fingerprint", certificate.path("fingerprint").asText()));
        assertEquals(201, renewed.status(), renewed::toString);
        return renewed.json();
    }

    /** Those that the test's directory has brought into the inventory. */
    private void renewAllOthers(List<String> named) {
        List<JsonNode> old = new ArrayList<>();
        admin.get("/admin/certificates/list?state=active&limit=1000").json().forEach(rows -> rows.forEach(old::add));
        old.stream()
                .filter(each -> named.contains(
                        each.path("role").asText() + " " + each.path("name").asText()))
                .filter(each -> each.path("authority_id").asText().equals(this.old))
                .filter(each -> each.path("replaced_by").isNull())
                .forEach(this::renew);
    }

    private void revoke(JsonNode certificate) {
        admin.post(
                "/admin/certificates/revoke",
                Map.of("fingerprint", certificate.path("fingerprint").asText(), "reason", "superseded"));
    }

    private JsonNode certificate(JsonNode issued) {
        return admin.get("/admin/certificates/" + issued.path("fingerprint").asText())
                .json();
    }

    private String authorityOf(JsonNode issued) {
        return certificate(issued).path("authority_id").asText();
    }

    private Caller peer(String role, String name) {
        JsonNode issued = issue(role, name);
        return server.peer(new Issued(
                Pem.certificates(issued.path("certificate").asText()),
                Pem.privateKey(issued.path("private_key").asText())));
    }

    private static Answer report(Caller peer, String... roots) {
        return peer.post(TRUST, Map.of("instance", INSTANCE, "authorities", List.of(roots)));
    }

    private JsonNode authority(String state) {
        return views().filter(each -> each.path("state").asText().equals(state))
                .findFirst()
                .orElseThrow();
    }

    private JsonNode view(String id) {
        return views().filter(each -> each.path("id").asText().equals(id))
                .findFirst()
                .orElseThrow();
    }

    private String state(String id) {
        return view(id).path("state").asText();
    }

    private String root(String id) {
        return view(id).path("root_fingerprint").asText();
    }

    private Stream<JsonNode> views() {
        return StreamSupport.stream(admin.get(AUTHORITIES).json().spliterator(), false);
    }

    private String text(String path) {
        return new String(server.anyone().get(path).body(), java.nio.charset.StandardCharsets.US_ASCII);
    }

    private static List<String> texts(JsonNode list) {
        return StreamSupport.stream(list.spliterator(), false)
                .map(JsonNode::asText)
                .toList();
    }
}
