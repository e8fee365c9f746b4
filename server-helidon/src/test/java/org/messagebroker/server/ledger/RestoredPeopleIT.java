package org.messagebroker.server.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.messagebroker.server.RunningServer;
import org.messagebroker.server.RunningServer.Caller;
import org.messagebroker.server.database.DatabaseCopy;
import org.messagebroker.testing.Await;

/** People who were shut out since yesterday, under a database from yesterday. */
@Tag("database")
class RestoredPeopleIT {

    private static final String CHOSEN = "sunflower lamp 47 river";

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
    void revivesNeitherAccountsNorSessionsThatWereEnded() {
        Caller disabled = person("disabled@example.org");
        Caller deleted = person("deleted@example.org");
        Caller reset = person("reset@example.org");
        Caller demoted = person("demoted@example.org");
        Caller here = person("own@example.org");
        Caller elsewhere = server.person("own@example.org", RunningServer.PASSWORD);
        Caller untouched = person("untouched@example.org");
        DatabaseCopy yesterday = DatabaseCopy.of(server.database());

        ok(200, admin.put(path("disabled@example.org") + "/status", Map.of("is_active", false)));
        ok(204, admin.delete(path("deleted@example.org")));
        ok(200, admin.put(path("reset@example.org") + "/password", Map.of("password", CHOSEN)));
        ok(200, admin.put(path("demoted@example.org") + "/role", Map.of("role", "user_manager")));
        ok(204, here.put("/portal/password", Map.of("old_password", RunningServer.PASSWORD, "new_password", CHOSEN)));
        server.restart(yesterday::restore);
        Await.until(() -> server.anyone().get("/ca.crt").status() == 200, "it is ready");

        ok(403, server.login("disabled@example.org", RunningServer.PASSWORD));
        ok(403, server.login("deleted@example.org", RunningServer.PASSWORD));
        for (Caller ended : new Caller[] {disabled, deleted, reset, demoted, elsewhere}) {
            ok(401, ended.get("/portal/profile"));
        }
        ok(200, here.get("/portal/profile"));
        ok(200, untouched.get("/portal/profile"));
        ok(200, server.login("reset@example.org", RunningServer.PASSWORD));
    }

    @Test
    void leavesAnAccountOpenThatWasOpenedAgain() {
        person("opened@example.org");
        String path = path("opened@example.org");
        ok(200, admin.put(path + "/status", Map.of("is_active", false)));
        DatabaseCopy yesterday = DatabaseCopy.of(server.database());
        ok(200, admin.put(path + "/status", Map.of("is_active", true)));

        server.restart(yesterday::restore);

        Await.until(() -> server.anyone().get("/ca.crt").status() == 200, "it is ready");
        ok(200, server.login("opened@example.org", RunningServer.PASSWORD));
    }

    private Caller person(String email) {
        server.addPerson(email, "user");
        return server.person(email, RunningServer.PASSWORD);
    }

    private String path(String email) {
        return "/admin/users/"
                + admin.get("/admin/users?email=" + email)
                        .json()
                        .path("users")
                        .path(0)
                        .path("id")
                        .asText();
    }

    private static void ok(int status, RunningServer.Answer answer) {
        assertEquals(status, answer.status(), answer::toString);
    }
}
