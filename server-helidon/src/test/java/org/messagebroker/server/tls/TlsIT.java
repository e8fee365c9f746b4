package org.messagebroker.server.tls;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.messagebroker.api.ClientId;
import org.messagebroker.api.PolicyPoll;
import org.messagebroker.api.PolicyVersion;
import org.messagebroker.api.ProxyReport.Negotiated;
import org.messagebroker.certs.Issued;
import org.messagebroker.certs.Role;
import org.messagebroker.server.RunningServer;
import org.messagebroker.server.RunningServer.Answer;
import org.messagebroker.server.RunningServer.Caller;
import org.messagebroker.testing.Await;

/** The TLS of the listeners over the admin API, with real handshakes. */
@Tag("database")
class TlsIT {

    private static final String STATUS = "/admin/tls/status";
    private static final String SERVER = "/admin/tls/server";
    private static final String PROXY = "/admin/tls/proxy";
    private static final String CIPHER_12 = "TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384";
    private static final Map<String, List<String>> NEWEST_ONLY = Map.of("protocols", List.of("TLSv1.3"));

    @TempDir
    private Path directory;

    private RunningServer server;
    private Caller admin;

    @BeforeEach
    void start() {
        server = RunningServer.start(directory, Map.of());
        admin = server.administrator();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void tellsWhatEachPeerHasNegotiatedWithTheServer() {
        Issued old = known(Role.PROXY, "old");
        Issued next = known(Role.WORKER, "next");

        greet(old, "TLSv1.2");
        greet(next, "TLSv1.3");

        awaitUses("server", "proxy:old TLSv1.2", "worker:next TLSv1.3", " TLSv1.3");
        assertFalse(uses("server").contains("worker:next TLSv1.2"));
        assertFalse(uses("server").contains("proxy:old TLSv1.3"));
        JsonNode listener = listener("server");
        assertEquals(
                List.of("TLSv1.3", "TLSv1.2"),
                protocols(listener.path("offers").path(0).path("settings")));
        assertTrue(listener.path("decided").isNull(), listener::toString);
    }

    @Test
    void namesInAPreviewWhoWasSeenOnlyWithWhatWouldGo() {
        Issued both = known(Role.WORKER, "both");
        greet(known(Role.PROXY, "old"), "TLSv1.2");
        greet(both, "TLSv1.2");
        greet(both, "TLSv1.3");
        awaitUses("server", "proxy:old TLSv1.2", "worker:both TLSv1.2", "worker:both TLSv1.3");

        assertEquals(Set.of("proxy:old"), preview("server", "protocols=TLSv1.3"));
        assertEquals(Set.of(), preview("server", "protocols=TLSv1.3,TLSv1.2"));
        assertTrue(protocols(listener("server").path("offers").path(0).path("settings"))
                .contains("TLSv1.2"));
    }

    @Test
    void namesInAPreviewWhoShowsNoCertificateWhereOneWouldBeRequired() {
        greet(known(Role.PROXY, "old"), "TLSv1.2");
        awaitUses("server", "proxy:old TLSv1.2", " TLSv1.3");

        assertEquals(Set.of(""), preview("server", "client_auth=required"));
        assertEquals(Set.of(), preview("server", "client_auth=optional"));
        assertEquals(
                400,
                admin.get("/admin/tls/preview?listener=server&client_auth=perhaps")
                        .status());
    }

    @Test
    void namesClientsOfProxiesInAPreview() {
        Issued proxy = known(Role.PROXY, "proxy-7");
        report(
                proxy,
                Optional.empty(),
                used("c-old", "TLSv1.2", CIPHER_12),
                used("c-new", "TLSv1.3", "TLS_AES_256_GCM_SHA384"));

        assertEquals(Set.of("client:c-old"), preview("proxy", "protocols=TLSv1.3"));
        assertTrue(uses("proxy").contains("client:c-old TLSv1.2"));
        assertEquals(
                "proxy-7", listener("proxy").path("offers").path(0).path("name").textValue());
    }

    @Test
    void keepsAChangeOnlyOverAConnectionThatWasMadeUnderIt() {
        String change = change(SERVER, NEWEST_ONLY);

        assertThrows(UncheckedIOException.class, () -> admin.anew("TLSv1.2").get(STATUS));
        assertEquals(409, confirm(admin, SERVER, change).status());
        Answer confirmed = confirm(admin.anew(), SERVER, change);

        assertEquals(200, confirmed.status(), confirmed::toString);
        assertTrue(confirmed.json().path("trial").isNull());
        assertThrows(UncheckedIOException.class, () -> admin.anew("TLSv1.2").get(STATUS));
        assertEquals(404, confirm(admin.anew(), SERVER, change).status());
        assertEquals(
                List.of("tls.change", "tls.confirm"),
                server.column("SELECT action FROM audit WHERE target = 'server' ORDER BY audit_id"));
    }

    @Test
    void keepsAChangeOfTheProxiesOnlyWhenOneHasReportedANewHandshake() {
        Issued proxy = known(Role.PROXY, "proxy-7");
        report(proxy, Optional.empty());
        String change = change(PROXY, NEWEST_ONLY);

        assertEquals(409, confirm(admin.anew(), PROXY, change).status());
        report(proxy, Optional.of("another-change"));
        assertEquals(409, confirm(admin.anew(), PROXY, change).status());
        report(proxy, Optional.of(change));
        assertEquals(200, confirm(admin, PROXY, change).status());
    }

    @Test
    void takesNoSecondChangeWhileOneIsOnTrial() {
        change(SERVER, NEWEST_ONLY);

        Answer second = admin.put(SERVER, Map.of("protocols", List.of("TLSv1.2")));

        assertEquals(409, second.status());
        assertTrue(second.toString().contains("on trial"), second::toString);
    }

    @Test
    void goesBackByItselfAfterTheTrial() {
        change(SERVER, NEWEST_ONLY);

        endTrial();

        awaitOffered("TLSv1.2");
        assertTrue(listener("server").path("decided").isNull());
        assertEquals(
                List.of("tls.change", "tls.return"),
                server.column("SELECT action FROM audit WHERE target = 'server' ORDER BY audit_id"));
    }

    @Test
    void carriesATrialOverARestart() {
        String change = change(SERVER, NEWEST_ONLY);

        server.restart(() -> {});

        Await.until(() -> !isOffered("TLSv1.2"), "the trial is obeyed");
        assertEquals(change, listener("server").path("trial").path("change").textValue());
        assertEquals(200, confirm(admin.anew(), SERVER, change).status());
        server.restart(() -> {});
        Await.until(() -> !isOffered("TLSv1.2"), "the decision is obeyed");
    }

    @Test
    void goesBackWhereTheTrialEndedWhileTheServerWasAway() {
        change(SERVER, NEWEST_ONLY);

        server.restart(this::endTrial);

        awaitOffered("TLSv1.2");
        Await.until(() -> listener("server").path("decided").isNull(), "nothing is decided");
    }

    @Test
    void alwaysAsksForCertificatesAtTheServer() {
        Answer none = admin.put(SERVER, Map.of("client_auth", "none"));

        assertEquals(400, none.status(), none::toString);
        assertTrue(none.toString().contains("would know no proxy and no worker"), none::toString);
        assertEquals(
                400,
                admin.get("/admin/tls/preview?listener=server&client_auth=none").status());
        report(known(Role.PROXY, "proxy-6"), Optional.empty());
        assertEquals(200, admin.put(PROXY, Map.of("client_auth", "none")).status());
    }

    @ParameterizedTest
    @CsvSource({
        "protocols, TLSv1.1, unknown or too weak",
        "protocols, SSLv3, unknown or too weak",
        "ciphers, TLS_RSA_WITH_AES_128_CBC_SHA, unknown or too weak",
        "ciphers, TLS_AES_256_GCM_SHA384, TLSv1.2 is offered without any cipher"
    })
    void refusesWhatIsWeakOrOfNoUseAndSaysWhy(String field, String value, String why) {
        Answer refused = admin.put(SERVER, Map.of(field, List.of(value)));

        assertEquals(400, refused.status());
        assertTrue(refused.toString().contains(why), refused::toString);
        assertTrue(isOffered("TLSv1.2"));
    }

    @Test
    void letsLookWhoMayReadSettingsAndChangeWhoMayWriteThem() {
        server.update("INSERT INTO role_permissions (role, permission) VALUES ('auditor', 'settings.read')");
        server.addPerson("auditor@example.org", "auditor");
        server.addPerson("user@example.org", "user");
        Caller auditor = server.person("auditor@example.org", RunningServer.PASSWORD);
        Caller user = server.person("user@example.org", RunningServer.PASSWORD);
        String preview = "/admin/tls/preview?listener=server&protocols=TLSv1.3";

        assertEquals(200, auditor.get(STATUS).status());
        assertEquals(200, auditor.get(preview).status());
        assertEquals(403, auditor.put(SERVER, NEWEST_ONLY).status());
        assertEquals(403, confirm(auditor, SERVER, "x").status());
        for (String path : List.of(STATUS, preview)) {
            assertEquals(403, user.get(path).status());
            assertEquals(401, server.anyone().get(path).status());
        }
        assertEquals(401, server.anyone().put(SERVER, NEWEST_ONLY).status());
        assertEquals(404, admin.put("/admin/tls/portal", NEWEST_ONLY).status());
    }

    /** In the inventory; what was negotiated before is forgotten. */
    private Issued known(Role role, String name) {
        Issued certificate = server.certificates().issue(role, name);
        server.enter(certificate);
        server.update("DELETE FROM tls_negotiated");
        return certificate;
    }

    private void greet(Issued peer, String protocol) {
        server.peer(peer, protocol).get("/ca.crt");
    }

    private void report(Issued proxy, Optional<String> trial, Negotiated... some) {
        Answer answer = server.peer(proxy)
                .post(
                        "/internal/policy",
                        new PolicyPoll(
                                PolicyVersion.NONE, 0, RunningServer.report(trial, List.of(some)), Optional.empty()));
        assertEquals(200, answer.status(), answer::toString);
    }

    private static Negotiated used(String client, String protocol, String cipher) {
        return new Negotiated(Optional.of(new ClientId(client)), protocol, cipher, 3, Instant.now());
    }

    private String change(String path, Map<String, List<String>> body) {
        Answer trial = admin.put(path, body);
        assertEquals(200, trial.status(), trial::toString);
        return trial.json().path("change").textValue();
    }

    private static Answer confirm(Caller caller, String path, String change) {
        return caller.post(path + "/confirm", Map.of("change", change));
    }

    private void endTrial() {
        server.update("UPDATE tls_policies SET trial_until = UTC_TIMESTAMP(3)");
    }

    private void awaitOffered(String protocol) {
        Await.until(() -> isOffered(protocol), protocol + " is offered again");
    }

    private boolean isOffered(String protocol) {
        try {
            return server.anyone().anew(protocol).get("/ca.crt").status() > 0;
        } catch (UncheckedIOException refused) {
            return false;
        }
    }

    private void awaitUses(String listener, String... uses) {
        Await.until(() -> uses(listener).containsAll(Set.of(uses)), List.of(uses) + " are counted");
    }

    private JsonNode listener(String name) {
        return StreamSupport.stream(
                        json(admin.anew().get(STATUS)).path("listeners").spliterator(), false)
                .filter(each -> each.path("listener").textValue().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private Set<String> uses(String listener) {
        return StreamSupport.stream(listener(listener).path("negotiated").spliterator(), false)
                .map(each -> each.path("peer").textValue() + " "
                        + each.path("protocol").textValue())
                .collect(Collectors.toSet());
    }

    private Set<String> preview(String listener, String change) {
        return StreamSupport.stream(
                        json(admin.get("/admin/tls/preview?listener=" + listener + "&" + change))
                                .spliterator(),
                        false)
                .map(each -> each.path("peer").textValue())
                .collect(Collectors.toSet());
    }

    private static List<String> protocols(JsonNode settings) {
        return StreamSupport.stream(settings.path("protocols").spliterator(), false)
                .map(JsonNode::textValue)
                .toList();
    }

    private static JsonNode json(Answer answer) {
        assertEquals(200, answer.status(), answer::toString);
        return answer.json();
    }
}
