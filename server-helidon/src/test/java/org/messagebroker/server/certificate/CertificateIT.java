package org.messagebroker.server.certificate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.StreamSupport;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.messagebroker.certs.Holder;
import org.messagebroker.certs.Keys;
import org.messagebroker.certs.Pem;
import org.messagebroker.certs.Role;
import org.messagebroker.certs.SigningRequest;
import org.messagebroker.server.RunningServer;
import org.messagebroker.server.RunningServer.Answer;
import org.messagebroker.server.RunningServer.Caller;
import org.messagebroker.service.json.Json;
import org.messagebroker.testing.Await;
import org.messagebroker.testing.TestCertificates;

/** Certificates over the admin API, as an administrator and his programs see them. */
@Tag("database")
class CertificateIT {

    private static final String DOMAIN = "message-broker";
    private static final String GENERATE = "/admin/certificates/generate";
    private static final String REVOKE = "/admin/certificates/revoke";

    @TempDir
    static Path directory;

    private static RunningServer server;
    private static Caller admin;

    @BeforeAll
    static void start() {
        server = RunningServer.start(directory, Map.of());
        admin = server.administrator();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void issuesACertificateWithItsKeyOnce() {
        Answer answer = admin.post(GENERATE, Map.of("client_id", "shop-1", "days", 30));
        assertEquals(201, answer.status());
        assertEquals("no-store", answer.header("Cache-Control"));
        JsonNode issued = answer.json();
        List<X509Certificate> chain =
                Pem.certificates(issued.path("certificate").textValue());
        assertEquals(2, chain.size());
        assertEquals(
                new Holder(Role.CLIENT, "shop-1"),
                Holder.of(chain.getFirst(), DOMAIN).orElseThrow());
        assertEquals(
                chain.getFirst().getNotAfter().toInstant(),
                Instant.parse(issued.path("not_after").textValue()));
        Pem.privateKey(issued.path("private_key").textValue());
        assertEquals("shop-1", issued.path("client_id").textValue());
        JsonNode view = one(issued.path("fingerprint").textValue());
        assertEquals("active", view.path("state").textValue());
        assertEquals(29, view.path("days_left").intValue());
        assertFalse(view.toString().contains("PRIVATE KEY"));
        assertTrue(verdict(issued.path("certificate").textValue()).path("valid").booleanValue());
        assertEquals(List.of("active"), server.column("SELECT state FROM clients WHERE client_id = 'shop-1'"));
    }

    @Test
    void signsARequestAndNeverSeesTheKey() {
        KeyPair keys = Keys.rsa();
        String csr = SigningRequest.create(keys, "whatever", List.of("proxy.example.org", "10.1.2.3"));
        JsonNode issued = issue(Map.of("role", "proxy", "name", "proxy-csr", "csr", csr));
        X509Certificate certificate = leaf(issued);
        assertEquals(keys.getPublic(), certificate.getPublicKey());
        assertEquals("CN=proxy-csr", certificate.getSubjectX500Principal().getName());
        assertEquals(Set.of("proxy.example.org", "10.1.2.3"), Set.copyOf(Holder.hosts(certificate)));
        assertTrue(issued.path("private_key").isNull());
    }

    @Test
    void makesAnRsaKeyWhenAsked() {
        assertEquals(
                "RSA",
                leaf(issue(Map.of("name", "rsa-1", "key", "rsa")))
                        .getPublicKey()
                        .getAlgorithm());
    }

    @Test
    void packsEverythingForANewClientIntoOneFile() throws IOException {
        Answer answer = admin.post(
                GENERATE + "?format=zip", Map.of("client_id", "zip-1", "proxy_url", "https://proxy.example:8001"));
        assertEquals(201, answer.status());
        assertEquals("attachment; filename=\"zip-1.zip\"", answer.header("Content-Disposition"));
        Set<String> names = new TreeSet<>();
        try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(answer.body()))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                names.add(entry.getName());
            }
        }
        assertEquals(Set.of("README.txt", "ca.crt", "curl.txt", "zip-1.crt", "zip-1.key"), names);
    }

    @Test
    void packsAPkcs12FileUnderThePasswordGiven() throws GeneralSecurityException, IOException {
        String password = "twelve or more";
        Answer answer = admin.post(GENERATE + "?format=p12", Map.of("client_id", "p12-1", "password", password));
        assertEquals(201, answer.status());
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(new ByteArrayInputStream(answer.body()), password.toCharArray());
        assertTrue(store.isKeyEntry("key"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"name\":\"a\",\"days\":3651}|days",
                "{\"name\":\"a\",\"days\":0}|days",
                "{\"name\":\"a b\"}|letters",
                "{\"days\":3}|name",
                "{\"name\":\"a\",\"role\":\"king\"}|role",
                "{\"name\":\"a\",\"role\":\"server\"}|hosts",
                "{\"name\":\"a\",\"role\":\"proxy\",\"hosts\":[\"*.example.org\"]}|wildcards",
                "{\"name\":\"a\",\"hosts\":[\"a.example.org\"]}|hosts",
                "{\"name\":\"a\",\"key\":\"dsa\"}|key",
                "{\"name\":\"a\",\"csr\":\"rubbish\"}|signing request",
                "{\"client_id\":\"a\",\"role\":\"proxy\"}|client_id"
            })
    void refusesWhatItCannotIssueAndSaysWhy(String body, String named) {
        Answer answer = admin.post(GENERATE, Json.parse(body.getBytes(StandardCharsets.UTF_8), JsonNode.class));
        assertEquals(400, answer.status());
        String message = answer.json().path("message").textValue();
        assertTrue(message.contains(named), message);
    }

    @Test
    void refusesARequestThatAnotherKeyHasSigned() {
        String csr = SigningRequest.create(
                new KeyPair(Keys.ec().getPublic(), Keys.ec().getPrivate()), "x", List.of());
        Answer answer = admin.post(GENERATE, Map.of("name", "forged", "csr", csr));
        assertEquals(400, answer.status());
        assertTrue(answer.json().path("message").textValue().contains("not signed with the key"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"?format=tar", "?format=p12"})
    void refusesAFormThatItCannotMake(String query) {
        assertEquals(400, admin.post(GENERATE + query, Map.of("name", "form-1")).status());
        assertTrue(server.column("SELECT subject_id FROM certificates WHERE subject_id = 'form-1'")
                .isEmpty());
    }

    @Test
    void doesNotMakeAClientThatMustBeThereAlready() {
        Map<String, Object> order = Map.of("client_id", "absent-1", "create_client", false);
        assertEquals(404, admin.post(GENERATE, order).status());
        assertTrue(server.column("SELECT client_id FROM clients WHERE client_id = 'absent-1'")
                .isEmpty());
    }

    @Test
    void letsOnlyThoseInWhoMay() {
        server.addPerson("auditor@example.org", "auditor");
        server.addPerson("user@example.org", "user");
        Caller auditor = server.person("auditor@example.org", RunningServer.PASSWORD);
        Caller user = server.person("user@example.org", RunningServer.PASSWORD);
        assertEquals(200, auditor.get("/admin/certificates/list").status());
        assertEquals(403, auditor.post(GENERATE, Map.of("name", "b")).status());
        assertEquals(403, auditor.post(REVOKE, Map.of("client_id", "client-b")).status());
        assertEquals(403, user.get("/admin/certificates/list").status());
        assertEquals(403, auditor.post("/admin/authorities", Map.of()).status());
        assertEquals(401, server.anyone().get("/admin/certificates/list").status());
        assertEquals(401, server.anyone().post(GENERATE, Map.of("name", "b")).status());
    }

    @Test
    void revokesWithAReasonThatOpenSslReads() {
        JsonNode issued = issue(Map.of("name", "revoked-1"));
        JsonNode good = issue(Map.of("name", "good-1"));
        long before = count("main_server_certificates_revoked_total");
        Answer answer = admin.post(
                REVOKE, Map.of("fingerprint", issued.path("fingerprint").textValue(), "reason", "keyCompromise"));
        assertEquals(200, answer.status());
        assertEquals(1, answer.json().path("revoked").intValue());
        assertEquals(before + 1, count("main_server_certificates_revoked_total"));
        OpenSsl openssl = new OpenSsl(directory);
        openssl.write("crl.pem", server.anyone().get("/crl.pem").body());
        openssl.write("ca.crt", server.anyone().get("/ca.crt").body());
        openssl.write("revoked.crt", issued.path("certificate").textValue());
        openssl.write("good.crt", good.path("certificate").textValue());
        assertTrue(verify(openssl, "revoked.crt").contains("certificate revoked"));
        assertTrue(verify(openssl, "good.crt").contains("good.crt: OK"));
        assertTrue(openssl.run("crl", "-in", "crl.pem", "-noout", "-text").contains("Key Compromise"));
        String id = admin.get("/admin/authorities").json().path(0).path("id").textValue();
        openssl.write("one.crl", server.anyone().get("/crl/" + id + ".crl").body());
        assertTrue(openssl.run("crl", "-inform", "DER", "-in", "one.crl", "-noout", "-crlnumber")
                .contains("crlNumber=0x"));
        JsonNode view = one(issued.path("fingerprint").textValue());
        assertEquals("revoked", view.path("state").textValue());
        assertEquals("keyCompromise", view.path("revocation_reason").textValue());
        JsonNode verdict = verdict(issued.path("certificate").textValue());
        assertEquals("revoked", verdict.path("faults").path(0).textValue());
        assertEquals(
                0,
                admin.post(REVOKE, Map.of("client_id", "revoked-1"))
                        .json()
                        .path("revoked")
                        .intValue());
    }

    private static String verify(OpenSsl openssl, String file) {
        return openssl.run(
                "verify", "-crl_check", "-CAfile", "ca.crt", "-untrusted", file, "-CRLfile", "crl.pem", file);
    }

    @Test
    void revokesAllOfAClientAndBySerial() {
        issue(Map.of("name", "many-1"));
        issue(Map.of("name", "many-1"));
        JsonNode third = issue(Map.of("name", "many-1"));
        assertEquals(
                1,
                admin.post(REVOKE, Map.of("serial", third.path("serial").textValue()))
                        .json()
                        .path("revoked")
                        .intValue());
        assertEquals(
                2,
                admin.post(REVOKE, Map.of("client_id", "many-1", "reason", "superseded"))
                        .json()
                        .path("revoked")
                        .intValue());
    }

    @Test
    void refusesARevocationThatItDoesNotUnderstand() {
        assertEquals(
                400,
                admin.post(REVOKE, Map.of("client_id", "client-a", "reason", "boredom"))
                        .status());
        assertEquals(400, admin.post(REVOKE, Map.of("reason", "superseded")).status());
        assertEquals(
                400,
                admin.post(REVOKE, Map.of("client_id", "a", "serial", "01")).status());
        assertEquals(400, admin.post(REVOKE, Map.of("fingerprint", "xyz")).status());
        assertEquals(404, admin.post(REVOKE, Map.of("client_id", "nobody")).status());
        assertEquals(List.of("active"), server.column("SELECT state FROM certificates WHERE subject_id = 'client-a'"));
    }

    @Test
    void raisesThePolicyAndWritesAuditAndLedgerWithEachRevocation() throws IOException {
        JsonNode issued = issue(Map.of("name", "ledger-1"));
        String fingerprint = issued.path("fingerprint").textValue();
        String before = server.column("SELECT number FROM policy_version").getFirst();
        assertEquals(200, admin.post(REVOKE, Map.of("fingerprint", fingerprint)).status());
        assertNotEquals(
                before, server.column("SELECT number FROM policy_version").getFirst());
        assertEquals(
                List.of("certificate.issue", "certificate.revoke"),
                server.column("SELECT action FROM audit WHERE target = '" + fingerprint + "' ORDER BY audit_id"));
        String ledger = Files.readString(directory.resolve("ledger/ledger.jsonl"));
        assertTrue(ledger.contains("\"certificate_revoked\",\"subject\":\"" + fingerprint));
        assertTrue(ledger.contains("crl_number"));
        assertFalse(ledger.contains("PRIVATE"));
    }

    @Test
    void renewsForTheSameKeyWhileTheOldOneLivesOn() {
        JsonNode first = issue(Map.of("name", "renewed-1", "days", 10));
        JsonNode second = expect(
                201,
                admin.post(
                        "/admin/certificates/renew",
                        Map.of("fingerprint", first.path("fingerprint").textValue(), "days", 20)));
        assertEquals(leaf(first).getPublicKey(), leaf(second).getPublicKey());
        assertTrue(second.path("private_key").isNull());
        assertEquals("renewed-1", second.path("name").textValue());
        JsonNode old = one(first.path("fingerprint").textValue());
        assertEquals("active", old.path("state").textValue());
        assertEquals(second.path("fingerprint"), old.path("replaced_by"));
        assertEquals(
                first.path("fingerprint"),
                one(second.path("fingerprint").textValue()).path("replaces"));
    }

    @Test
    void endsTheOverlapByRevokingTheOldOne() {
        JsonNode first = issue(Map.of("name", "overlap-1"));
        String fingerprint = first.path("fingerprint").textValue();
        expect(201, admin.post("/admin/certificates/renew", Map.of("fingerprint", fingerprint, "overlap_days", 3)));
        Instant end = Instant.parse(one(fingerprint).path("revoke_at").textValue());
        assertTrue(end.isAfter(Instant.now().plus(Duration.ofDays(2))));
        server.update("UPDATE certificates SET revoke_at = UTC_TIMESTAMP() WHERE subject_id = 'overlap-1'"
                + " AND revoke_at IS NOT NULL");
        Await.until(() -> one(fingerprint).path("state").textValue().equals("revoked"), "the old one is revoked");
        assertEquals("superseded", one(fingerprint).path("revocation_reason").textValue());
    }

    @Test
    void rekeysAndRevokesTheOldOneAtOnce() {
        JsonNode first = issue(Map.of("role", "proxy", "name", "rekeyed-1", "hosts", List.of("localhost")));
        JsonNode second = expect(
                201,
                admin.post(
                        "/admin/certificates/rekey",
                        Map.of("fingerprint", first.path("fingerprint").textValue())));
        assertNotEquals(leaf(first).getPublicKey(), leaf(second).getPublicKey());
        assertEquals(List.of("localhost"), Holder.hosts(leaf(second)));
        Pem.privateKey(second.path("private_key").textValue());
        assertEquals(
                "revoked",
                one(first.path("fingerprint").textValue()).path("state").textValue());
    }

    @Test
    void doesNotRenewWhatIsRevoked() {
        String fingerprint = issue(Map.of("name", "gone-1")).path("fingerprint").textValue();
        admin.post(REVOKE, Map.of("fingerprint", fingerprint));
        assertEquals(
                409,
                admin.post("/admin/certificates/renew", Map.of("fingerprint", fingerprint))
                        .status());
        assertEquals(
                404,
                admin.post("/admin/certificates/renew", Map.of("fingerprint", "00".repeat(32)))
                        .status());
    }

    @Test
    void findsCertificatesByRoleStateClientAndText() {
        JsonNode issued = issue(Map.of("name", "findme_1"));
        String serial = issued.path("serial").textValue();
        assertEquals(1, page("?search=findme_").path("total").intValue());
        assertEquals(0, page("?search=findmex1").path("total").intValue());
        assertEquals(
                1,
                page("?search=" + serial.toUpperCase(Locale.ROOT)).path("total").intValue());
        assertEquals(1, page("?client_id=findme_1&state=active").path("total").intValue());
        assertEquals(0, page("?client_id=findme_1&state=revoked").path("total").intValue());
        assertEquals(0, page("?client_id=findme_1&role=proxy").path("total").intValue());
        assertEquals(1, page("?limit=1").path("certificates").size());
        assertEquals(400, admin.get("/admin/certificates/list?state=lost").status());
        assertEquals(400, admin.get("/admin/certificates/list?role=king").status());
        assertEquals(400, admin.get("/admin/certificates/list?limit=0").status());
        assertEquals(404, admin.get("/admin/certificates/" + "00".repeat(32)).status());
    }

    @Test
    void namesWhatEndsSoonOfEveryRole() {
        issue(Map.of("name", "soon-1", "days", 5));
        issue(Map.of("name", "late-1", "days", 90));
        List<String> names = names(admin.get("/admin/certificates/expiring?days=31"));
        assertTrue(names.containsAll(List.of("soon-1", "server", "proxy-1", "client-a")), names.toString());
        assertFalse(names.contains("late-1"));
        assertTrue(names(admin.get("/admin/certificates/expiring?days=3650")).contains("late-1"));
    }

    @Test
    void saysWhatIsWrongWithACertificate() {
        String unknown = Pem.ofCertificates(
                server.certificates().issue(Role.CLIENT, "unknown-1").chain());
        JsonNode verdict = verdict(unknown);
        assertFalse(verdict.path("valid").booleanValue());
        assertEquals("unknown", verdict.path("faults").path(0).textValue());
        String foreign = Pem.ofCertificates(
                new TestCertificates().issue(Role.CLIENT, "client-a").chain());
        assertTrue(verdict(foreign).path("faults").toString().contains("not_ours"));
        assertTrue(verdict(Pem.ofCertificates(
                        server.certificates().expired(Role.CLIENT, "client-a").chain()))
                .path("faults")
                .toString()
                .contains("expired"));
        assertEquals(
                400,
                admin.post("/admin/certificates/verify", Map.of("certificate", "rubbish"))
                        .status());
    }

    @Test
    void countsWhatItIssues() {
        long before = count("main_server_certificates_issued_total");
        issue(Map.of("name", "counted-1"));
        assertEquals(before + 1, count("main_server_certificates_issued_total"));
    }

    private static JsonNode issue(Map<String, Object> order) {
        return expect(201, admin.post(GENERATE, order));
    }

    private static JsonNode expect(int status, Answer answer) {
        assertEquals(status, answer.status(), answer.toString());
        return answer.json();
    }

    private static JsonNode one(String fingerprint) {
        return expect(200, admin.get("/admin/certificates/" + fingerprint));
    }

    private static JsonNode page(String query) {
        return expect(200, admin.get("/admin/certificates/list" + query));
    }

    private static JsonNode verdict(String pem) {
        return expect(200, admin.post("/admin/certificates/verify", Map.of("certificate", pem)));
    }

    private static X509Certificate leaf(JsonNode issued) {
        return Pem.certificates(issued.path("certificate").textValue()).getFirst();
    }

    private static List<String> names(Answer answer) {
        List<String> names = new ArrayList<>();
        StreamSupport.stream(expect(200, answer).spliterator(), false)
                .forEach(each -> names.add(each.path("name").textValue()));
        return names;
    }

    private static long count(String metric) {
        return server.service()
                .metrics()
                .scrape()
                .lines()
                .filter(line -> line.startsWith(metric))
                .mapToLong(line -> (long) Double.parseDouble(line.substring(line.lastIndexOf(' '))))
                .sum();
    }
}
