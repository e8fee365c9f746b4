package org.messagebroker.server.description;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.messagebroker.api.Permission;
import org.messagebroker.certs.Role;
import org.messagebroker.openapi.ApiDescription;
import org.messagebroker.server.RunningServer;
import org.messagebroker.server.RunningServer.Answer;
import org.messagebroker.server.RunningServer.Caller;
import org.messagebroker.testing.ApiDocument;
import org.messagebroker.testing.ApiDocument.Operation;
import org.messagebroker.testing.ApiSamples;

/**
 * Every role against every endpoint, on a real server: what the table permits is not refused, and what it does not permit
 * is. Requests name nothing that is there and bring an empty object, so what is permitted ends as not valid or not found.
 */
class PermissionMatrixIT {

    private static final AccessTable TABLE =
            new AccessTable(ApiDocument.read(ApiDescription.of("server").json()));
    private static final ApiSamples SAMPLES = new ApiSamples(TABLE.document());
    private static final byte[] NOTHING = "{}".getBytes(StandardCharsets.UTF_8);
    private static final Set<Integer> REFUSED = Set.of(401, 403);

    @TempDir
    static Path directory;

    private static RunningServer server;

    @BeforeAll
    static void start() {
        server = RunningServer.start(directory, Map.of());
        server.administrator();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void everyEndpointIsInTheTable() {
        Set<String> described = new TreeSet<>();
        Stream.of(TABLE.forPeople(), TABLE.forCertificates(), TABLE.forAnyone())
                .flatMap(List::stream)
                .forEach(each -> described.add(each.name()));

        assertEquals(new TreeSet<>(server.service().endpoints()), described);
    }

    @Test
    void theBuiltInRolesPermitWhatTheTableSays() {
        Map<String, Set<String>> stored = new TreeMap<>();
        server.column("SELECT CONCAT(r.name, ' ', p.permission) FROM roles r"
                        + " JOIN role_permissions p ON p.role = r.name WHERE r.built_in")
                .forEach(each -> stored.computeIfAbsent(each.split(" ")[0], role -> new TreeSet<>())
                        .add(each.split(" ")[1]));

        assertEquals(TABLE.roles(), stored);
    }

    @Test
    void eachBuiltInRoleMayDoExactlyWhatTheTableSays() {
        List<String> wrong = new ArrayList<>();
        TABLE.roles().forEach((role, permissions) -> {
            String email = role.replace('_', '-') + "@matrix.example.org";
            add(email, role);
            wrong.addAll(compared(role, email, permissions, TABLE.forPeople()));
        });

        assertEquals(List.of(), wrong);
    }

    @Test
    void eachPermissionAloneOpensExactlyWhatTheTableSays() {
        server.update("INSERT INTO roles (name, description, built_in) VALUES ('alone', 'One permission', FALSE)");
        add("alone@example.org", "alone");
        List<String> wrong = new ArrayList<>();
        for (Permission permission : Permission.values()) {
            server.update("DELETE FROM role_permissions WHERE role = 'alone'");
            server.execute("INSERT INTO role_permissions (role, permission) VALUES ('alone', ?)", permission.wire());
            wrong.addAll(
                    compared(permission.wire(), "alone@example.org", Set.of(permission.wire()), needingAPermission()));
        }

        assertEquals(List.of(), wrong);
    }

    @Test
    void nobodyMayDoAnythingThatNeedsAnIdentity() {
        List<String> wrong = Stream.of(TABLE.forPeople(), TABLE.forCertificates())
                .flatMap(List::stream)
                .filter(each -> ask(server.anyone(), each).status() != 401)
                .map(Operation::name)
                .toList();

        assertEquals(List.of(), wrong, "not answered 401");
    }

    @Test
    void whatIsForEverybodyAsksForNoIdentity() {
        List<String> wrong = TABLE.forAnyone().stream()
                .filter(each -> REFUSED.contains(ask(server.anyone(), each).status()))
                .map(Operation::name)
                .toList();

        assertEquals(List.of(), wrong);
    }

    @Test
    void eachCertificateReachesOnlyThePathsOfItsRole() {
        List<String> wrong = new ArrayList<>();
        for (Role role : List.of(Role.CLIENT, Role.PROXY, Role.WORKER)) {
            Caller holder = server.peer(role, role.wire() + "-of-matrix");
            for (Operation operation : TABLE.forCertificates()) {
                boolean permitted = TABLE.permits(operation, role.wire());
                check(role.wire(), operation, permitted, ask(holder, operation)).ifPresent(wrong::add);
            }
        }

        assertEquals(List.of(), wrong);
    }

    @Test
    void aCertificateIsNoLogin() {
        Caller proxy = server.peer(server.certificates().issue(Role.PROXY, "proxy-of-matrix"));

        List<String> wrong = TABLE.forPeople().stream()
                .filter(each -> ask(proxy, each).status() != 401)
                .map(Operation::name)
                .toList();

        assertEquals(List.of(), wrong);
    }

    private static void add(String email, String role) {
        server.addPerson(email, role);
        server.execute("UPDATE users SET client_id = 'client-a' WHERE email = ?", email);
    }

    /** Someone logs in anew before and after what may end his session, or his others. */
    private static List<String> compared(
            String who, String email, Set<String> permissions, List<Operation> operations) {
        List<String> wrong = new ArrayList<>();
        Caller usual = server.person(email, RunningServer.PASSWORD);
        for (Operation operation : operations) {
            Caller caller = mayEndTheSession(operation) ? server.person(email, RunningServer.PASSWORD) : usual;
            check(who, operation, TABLE.permits(operation, permissions), ask(caller, operation))
                    .ifPresent(wrong::add);
            usual = mayEndTheSession(operation) ? server.person(email, RunningServer.PASSWORD) : usual;
        }
        return wrong;
    }

    private static List<Operation> needingAPermission() {
        return TABLE.forPeople().stream()
                .filter(each -> !TABLE.permits(each, Set.of()))
                .toList();
    }

    private static boolean mayEndTheSession(Operation operation) {
        return operation.json().path("x-permission").asText().equals("any login")
                && !operation.method().equals("GET");
    }

    private static Optional<String> check(String who, Operation operation, boolean permitted, Answer answer) {
        boolean right = permitted ? !REFUSED.contains(answer.status()) : answer.status() == 403;
        return right
                ? Optional.empty()
                : Optional.of(who + (permitted ? " may " : " may not ") + operation.name() + ", but got " + answer);
    }

    private static Answer ask(Caller caller, Operation operation) {
        String path = SAMPLES.path(operation);
        return operation.json().has("requestBody")
                ? caller.send(operation.method(), path, NOTHING)
                : caller.send(operation.method(), path);
    }
}
