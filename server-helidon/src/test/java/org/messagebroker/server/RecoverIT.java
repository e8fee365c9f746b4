package org.messagebroker.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.messagebroker.server.RunningServer.Answer;
import org.messagebroker.testing.Await;
import org.messagebroker.testing.TestMailServer;

/** The last way back in, on the server's host. */
@Tag("database")
class RecoverIT {

    private static final String NEW = "a wholly different set of words";

    @TempDir
    private Path directory;

    @Test
    void givesTheLastSuperAdminHisAccountBack() {
        try (TestMailServer mails = TestMailServer.start();
                RunningServer server = RunningServer.start(directory, mails.settings())) {
            RunningServer.Caller open = server.administrator();
            server.update("INSERT INTO second_factors (user_id, secret, created_at, confirmed_at)"
                    + " SELECT user_id, 'lost', UTC_TIMESTAMP(), UTC_TIMESTAMP() FROM users");
            server.update("UPDATE users SET active = FALSE");

            Optional<String> password = RecoverMain.recover(server.settings(), RunningServer.ADMIN);

            assertEquals(401, open.get("/portal/profile").status(), "his sessions have ended");
            assertEquals(
                    401,
                    server.login(RunningServer.ADMIN, RunningServer.PASSWORD).status());
            Answer login = server.login(RunningServer.ADMIN, password.orElseThrow());
            assertEquals(200, login.status());
            RunningServer.Caller admin =
                    server.anyone().with(login.json().path("access_token").textValue());
            assertEquals(403, admin.get("/portal/profile").status(), "the password is for the next log-in only");
            assertEquals(
                    204,
                    admin.put("/portal/password", Map.of("old_password", password.get(), "new_password", NEW))
                            .status());
            assertEquals(200, admin.get("/portal/profile").status());
            assertEquals(
                    List.of(RunningServer.ADMIN),
                    server.column("SELECT target FROM audit WHERE action = 'user.recover'"));

            Await.until(
                    () -> mails.received().stream()
                            .anyMatch(mail -> mail.to().equals(RunningServer.ADMIN)
                                    && mail.subject().equals("Your account was recovered")),
                    "he is told");
        }
    }

    @Test
    void isForNobodyElse() {
        try (RunningServer server = RunningServer.start(directory, Map.of())) {
            server.addPerson("admin2@example.org", "admin");
            for (String email : List.of("admin2@example.org", "nobody@example.org", "", "x' OR '1'='1")) {
                assertTrue(RecoverMain.recover(server.settings(), email).isEmpty(), email);
            }
            assertEquals(
                    200,
                    server.login("admin2@example.org", RunningServer.PASSWORD).status());
        }
    }
}
