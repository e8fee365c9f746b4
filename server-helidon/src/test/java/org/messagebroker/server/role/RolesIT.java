package org.messagebroker.server.role;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.messagebroker.api.Permission;
import org.messagebroker.server.RunningServer;
import org.messagebroker.server.RunningServer.Answer;
import org.messagebroker.server.RunningServer.Caller;

/** Roles, the built-in ones and an administrator's own. */
@Tag("database")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RolesIT {

    private static final String ROLES = "/admin/roles";

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
    void knowsTheBuiltInRoles() {
        List<String> builtIn = new ArrayList<>();
        admin.get(ROLES).json().forEach(role -> {
            if (role.path("built_in").asBoolean()) {
                builtIn.add(role.path("name").asText());
            }
        });

        assertEquals(List.of("admin", "auditor", "super_admin", "user", "user_manager"), builtIn);
    }

    @Test
    void givesTheSuperAdminEveryPermissionThereIs() {
        Set<String> all =
                Arrays.stream(Permission.values()).map(Permission::wire).collect(Collectors.toSet());

        assertEquals(all, permissions(admin.get(ROLES + "/super_admin").json()));
        Set<String> listed = new HashSet<>();
        admin.get("/admin/permissions").json().forEach(each -> {
            listed.add(each.path("name").asText());
            assertFalse(each.path("description").asText().isBlank(), each::toString);
        });
        assertEquals(all, listed);
    }

    @Test
    void makesAndShowsARole() {
        Answer made = create("helpdesk", "client.read", "statistics.read");

        assertEquals(201, made.status(), made::toString);
        JsonNode found = admin.get(ROLES + "/helpdesk").json();
        assertEquals(made.json(), found);
        assertFalse(found.path("built_in").asBoolean());
        assertEquals(Set.of("client.read", "statistics.read"), permissions(found));
        assertEquals(409, create("helpdesk", "client.read").status());
    }

    @Test
    void changesCountAtOnceOnTokensAlreadyIssued() {
        create("watcher", "client.read");
        server.addPerson("watcher@example.org", "watcher");
        Caller person = server.person("watcher@example.org", RunningServer.PASSWORD);
        assertEquals(200, person.get("/admin/clients").status());
        assertEquals(403, person.get("/admin/stats?period=day").status());
        assertEquals(
                Set.of("client.read"),
                permissions(person.get("/portal/permissions").json()));

        Answer changed = change("watcher", "statistics.read");

        assertEquals(200, changed.status(), changed::toString);
        assertEquals(1, changed.json().path("users").asInt());
        assertEquals(403, person.get("/admin/clients").status());
        assertEquals(200, person.get("/admin/stats?period=day").status());
        assertEquals(
                Set.of("statistics.read"),
                permissions(person.get("/portal/permissions").json()));
    }

    @Test
    void clonesARoleThatIsBuiltIn() {
        Answer made = admin.post(ROLES + "/auditor/clone", Map.of("name", "auditor-2"));

        assertEquals(201, made.status(), made::toString);
        assertEquals(permissions(admin.get(ROLES + "/auditor").json()), permissions(made.json()));
        assertFalse(made.json().path("built_in").asBoolean());
        assertEquals(200, change("auditor-2", "audit.read").status());
        assertEquals(
                404, admin.post(ROLES + "/nobody/clone", Map.of("name", "x-2")).status());
    }

    @ParameterizedTest
    @ValueSource(strings = {"super_admin", "admin", "user_manager", "auditor", "user"})
    void leavesBuiltInRolesAsTheyAre(String name) {
        Set<String> before = permissions(admin.get(ROLES + "/" + name).json());

        assertEquals(409, change(name, "client.read").status());
        assertEquals(409, admin.delete(ROLES + "/" + name).status());
        assertEquals(409, create(name, "client.read").status());
        assertEquals(before, permissions(admin.get(ROLES + "/" + name).json()));
    }

    @Test
    void deletesARoleThatNobodyHas() {
        create("passing", "client.read");
        server.addPerson("passing@example.org", "passing");
        assertEquals(409, admin.delete(ROLES + "/passing").status());
        server.update("DELETE FROM users WHERE email = 'passing@example.org'");

        assertEquals(204, admin.delete(ROLES + "/passing").status());

        assertEquals(404, admin.get(ROLES + "/passing").status());
        assertEquals(404, admin.delete(ROLES + "/passing").status());
    }

    @Test
    void letsNobodyPutIntoARoleWhatHeDoesNotHold() {
        create("role-keeper", "role.write", "user.read", "user.write", "client.read");
        create("mightier", "key.write");
        server.addPerson("role-keeper@example.org", "role-keeper");
        Caller keeper = server.person("role-keeper@example.org", RunningServer.PASSWORD);
        String own = keeper.get("/portal/profile").json().path("id").asText();

        assertEquals(201, create(keeper, "lesser", "client.read").status());
        assertEquals(403, create(keeper, "greater", "client.write").status());
        assertEquals(
                403, change(keeper, "lesser", "client.read", "client.write").status());
        assertEquals(
                403,
                change(keeper, "role-keeper", "role.write", "user.write", "key.write")
                        .status(),
                "his own role");
        assertEquals(403, change(keeper, "mightier", "client.read").status(), "it holds more than he");
        assertEquals(403, keeper.delete(ROLES + "/mightier").status());
        assertEquals(
                403,
                keeper.post(ROLES + "/super_admin/clone", Map.of("name", "mine"))
                        .status());
        assertEquals(
                403,
                keeper.put("/admin/users/" + own + "/role", Map.of("role", "lesser"))
                        .status());
        assertEquals(200, change(keeper, "lesser").status());
        assertEquals(204, keeper.delete(ROLES + "/lesser").status());
    }

    @Test
    void isClosedToWhoMayNotSeeOrChangeIt() {
        server.addPerson("reader@example.org", "auditor");
        server.addPerson("plain@example.org", "user");
        Caller reader = server.person("reader@example.org", RunningServer.PASSWORD);
        Caller plain = server.person("plain@example.org", RunningServer.PASSWORD);

        assertEquals(200, reader.get(ROLES).status());
        assertEquals(200, reader.get("/admin/permissions").status());
        assertEquals(403, create(reader, "reader-made", "audit.read").status());
        assertEquals(403, reader.delete(ROLES + "/user").status());
        assertEquals(403, plain.get(ROLES).status());
        assertEquals(403, plain.get("/admin/permissions").status());
        assertEquals(401, server.anyone().get(ROLES).status());
    }

    @Test
    void refusesWhatMakesNoSense() {
        for (String name : List.of("", "A", "Übermut", "with space", "'; DROP TABLE roles; --", "x".repeat(65))) {
            assertEquals(400, create(name, "client.read").status(), name);
        }
        assertEquals(400, create("odd-1", "fly").status());
        assertEquals(400, create("odd-1", "x".repeat(70_000)).status());
        assertEquals(
                400,
                admin.post(ROLES, Map.of("permissions", List.of("client.read"))).status());
        assertEquals(
                400,
                admin.post(
                                ROLES,
                                Map.of(
                                        "name", "odd-1",
                                        "description", "x".repeat(256),
                                        "permissions", List.of()))
                        .status());
        assertEquals(
                400,
                admin.post(ROLES, Map.of("name", "odd-1", "permissions", "all")).status());
        assertEquals(404, admin.get(ROLES + "/odd-1").status());
        assertEquals(404, admin.get(ROLES + "/" + "x".repeat(2000)).status());
        assertEquals(404, admin.get(ROLES + "/'%20OR%20'1'='1").status());
        assertEquals(404, change("odd-1", "client.read").status());
    }

    @Test
    void takesARoleWithoutPermissionsAndNamesOneOnlyOnce() {
        assertEquals(201, create("none").status());
        JsonNode twice = create("twice", "client.read", "client.read").json();
        assertEquals(1, twice.path("permissions").size());
    }

    @Test
    void auditsEveryActWithBeforeAndAfter() {
        create("audited", "client.read");
        change("audited", "client.write");
        admin.delete(ROLES + "/audited");

        String mine = " FROM audit WHERE target = 'audited' ORDER BY audit_id";
        assertEquals(List.of("role.create", "role.change", "role.delete"), server.column("SELECT action" + mine));
        String changed = server.column("SELECT details" + mine).get(1);
        assertTrue(changed.matches(".*\"before\":\\{[^}]*client.read.*"), changed);
        assertTrue(changed.matches(".*\"after\":\\{[^}]*client.write.*"), changed);
    }

    private Answer create(String name, String... permissions) {
        return create(admin, name, permissions);
    }

    private static Answer create(Caller caller, String name, String... permissions) {
        return caller.post(ROLES, Map.of("name", name, "permissions", List.of(permissions)));
    }

    private Answer change(String name, String... permissions) {
        return change(admin, name, permissions);
    }

    private static Answer change(Caller caller, String name, String... permissions) {
        return caller.put(ROLES + "/" + name, Map.of("permissions", List.of(permissions)));
    }

    private static Set<String> permissions(JsonNode role) {
        Set<String> names = new HashSet<>();
        role.path("permissions").forEach(each -> names.add(each.asText()));
        return names;
    }
}
