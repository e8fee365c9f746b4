package org.messagebroker.server.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.messagebroker.certs.Role;
import org.messagebroker.server.RunningServer;
import org.messagebroker.server.RunningServer.Answer;
import org.messagebroker.server.RunningServer.Caller;

/** The inventory of clients, as administrators keep it. */
@Tag("database")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ClientIT {

    private static final String CLIENTS = "/admin/clients";

    private RunningServer server;
    private Caller admin;

    @BeforeAll
    void start(@TempDir Path directory) {
        server = RunningServer.start(directory, Map.of());
        server.awaitPrepared();
        admin = server.administrator();
    }

    @AfterAll
    void stop() {
        server.close();
    }

    @Test
    void keepsWhatIsSaidOfAClient() {
        Answer made = admin.post(
                CLIENTS,
                Map.of(
                        "client_id", "shop-1",
                        "domain", "shop.example",
                        "site", "north",
                        "rate_per_minute", 60,
                        "replay_mode", "required",
                        "grace_seconds", 3600,
                        "contact", "سارا"));

        assertEquals(201, made.status(), made::toString);
        JsonNode found = admin.get(CLIENTS + "/shop-1").json();
        assertEquals(made.json(), found);
        assertEquals("required", found.path("replay_mode").asText());
        assertEquals("سارا", found.path("contact").asText());
        assertEquals(60, found.path("rate_per_minute").asInt());
        assertEquals("active", found.path("state").asText());
    }

    @Test
    void changesAClientWholeAndTellsTheProxies() {
        create("shop-2");
        String before = policy();

        Answer changed = admin.put(CLIENTS + "/shop-2", Map.of("rate_per_minute", 0));

        assertEquals(200, changed.status(), changed::toString);
        assertEquals(0, changed.json().path("rate_per_minute").asInt(-1));
        assertTrue(changed.json().path("domain").isNull());
        assertFalse(before.equals(policy()), "the policy's version has not changed");
    }

    @Test
    void disablesAndEnablesAClient() {
        create("shop-3");

        assertEquals(
                "disabled", state("shop-3", "disabled").json().path("state").asText());
        assertEquals(
                "disabled", admin.get(CLIENTS + "/shop-3").json().path("state").asText());
        assertEquals("active", state("shop-3", "active").json().path("state").asText());
        assertEquals(400, state("shop-3", "sleeping").status());
    }

    @Test
    void findsClientsByWhatIsSaidOfThem() {
        create("findable-1");
        create("findable-2");
        state("findable-2", "disabled");

        JsonNode all = admin.get(CLIENTS + "?search=FINDABLE").json();
        assertEquals(2, all.path("total").asInt());
        JsonNode disabled =
                admin.get(CLIENTS + "?search=findable&state=disabled").json();
        assertEquals(
                "findable-2", disabled.path("clients").get(0).path("client_id").asText());
        assertEquals(
                1,
                admin.get(CLIENTS + "?search=findable&limit=1&skip=1")
                        .json()
                        .path("clients")
                        .size());
        assertEquals(
                0,
                admin.get(CLIENTS + "?search=" + "%27%20OR%201=1")
                        .json()
                        .path("total")
                        .asInt());
    }

    @Test
    void deletesOnlyAClientThatNothingHangsOn() {
        create("unused-1");

        assertEquals(204, admin.delete(CLIENTS + "/unused-1").status());
        assertEquals(404, admin.get(CLIENTS + "/unused-1").status());
        assertEquals(409, admin.delete(CLIENTS + "/client-a").status());
    }

    @ParameterizedTest
    @CsvSource({"rate_per_minute, -1", "grace_seconds, -5", "site, a b", "replay_mode, sometimes", "state, sleeping"})
    void refusesWhatMakesNoSense(String field, String value) {
        Object said = value.matches("-?\\d+") ? Integer.valueOf(value) : value;
        assertEquals(
                400,
                admin.post(CLIENTS, Map.of("client_id", "odd-1", field, said)).status());
        assertEquals(404, admin.get(CLIENTS + "/odd-1").status());
    }

    @Test
    void refusesASecondClientOfTheSameId() {
        create("twice-1");

        assertEquals(409, admin.post(CLIENTS, Map.of("client_id", "twice-1")).status());
        assertEquals(400, admin.post(CLIENTS, Map.of("domain", "nameless")).status());
    }

    @Test
    void showsAnApiKeyOnceAndKeepsOnlyItsHash() {
        create("keyed-1");

        Answer made = admin.post(CLIENTS + "/keyed-1/api-keys", Map.of("addresses", List.of("10.0.0.0/8", "::1")));

        assertEquals(201, made.status(), made::toString);
        String key = made.json().path("key").asText();
        assertTrue(key.matches("mbk_[0-9a-f]{16}_[A-Za-z0-9_-]{43}"), key);
        Answer listed = admin.get(CLIENTS + "/keyed-1/api-keys");
        assertFalse(listed.toString().contains(key));
        assertEquals("active", listed.json().get(0).path("state").asText());
        assertEquals("10.0.0.0/8", listed.json().get(0).path("addresses").get(0).asText());
    }

    @Test
    void rotatesAKeyWithAnOverlapAndRevokesOneAtOnce() {
        create("keyed-2");
        String path = CLIENTS + "/keyed-2/api-keys";
        String first = admin.post(path, Map.of("addresses", List.of("10.0.0.1")))
                .json()
                .path("key_id")
                .asText();

        Answer second = admin.post(path + "/" + first + "/rotate", Map.of("overlap_hours", 2));

        assertEquals(201, second.status(), second::toString);
        JsonNode both = admin.get(path).json();
        assertEquals(2, both.size());
        assertTrue(both.get(0).path("expires_at").isTextual(), both::toString);
        assertEquals(204, admin.delete(path + "/" + first).status());
        assertEquals("revoked", admin.get(path).json().get(0).path("state").asText());
        assertEquals(404, admin.delete(path + "/" + first).status());
    }

    @Test
    void refusesAKeyWithoutGoodAddresses() {
        create("keyed-3");
        String path = CLIENTS + "/keyed-3/api-keys";

        assertEquals(400, admin.post(path, Map.of("addresses", List.of())).status());
        assertEquals(
                400,
                admin.post(path, Map.of("addresses", List.of("everywhere"))).status());
        assertEquals(
                400,
                admin.post(path, Map.of("addresses", List.of("10.0.0.1/8"))).status());
        assertEquals(
                404,
                admin.post(CLIENTS + "/nobody/api-keys", Map.of("addresses", List.of("10.0.0.1")))
                        .status());
    }

    @Test
    void setsTheRateOfASite() {
        Answer set = admin.put("/admin/sites/south", Map.of("rate_per_minute", 1000));

        assertEquals(200, set.status(), set::toString);
        assertTrue(admin.get("/admin/sites").toString().contains("\"name\":\"south\",\"rate_per_minute\":1000"));
        assertEquals(
                400,
                admin.put("/admin/sites/south", Map.of("rate_per_minute", -1)).status());
    }

    @Test
    void isClosedToWhoMayNotSeeOrChangeIt() {
        assertEquals(401, server.anyone().get(CLIENTS).status());
        assertEquals(401, server.peer(Role.CLIENT, "client-a").get(CLIENTS).status());
    }

    private void create(String id) {
        Answer made = admin.post(CLIENTS, Map.of("client_id", id, "domain", "a.example"));
        assertEquals(201, made.status(), made::toString);
    }

    private Answer state(String id, String state) {
        return admin.put(CLIENTS + "/" + id + "/status", Map.of("state", state));
    }

    private String policy() {
        return admin.get("/admin/policy").json().path("version").asText();
    }
}
