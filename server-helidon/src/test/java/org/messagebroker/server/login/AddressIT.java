package org.messagebroker.server.login;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.messagebroker.server.RunningServer;

/** Where a person is, as the portal tells it and as a stranger claims it: in the audit and in the lock against guessing. */
@Tag("database")
class AddressIT {

    private static final int TRIES = 5;

    @TempDir
    private Path directory;

    @Test
    void isThePersonsWhereThePortalIsNamed() {
        try (RunningServer server = RunningServer.start(directory, Map.of("server.forwarded-from", "127.0.0.1"))) {
            assertEquals(200, login(server, "203.0.113.9", RunningServer.PASSWORD));
            assertEquals(List.of("203.0.113.9"), audited(server));

            guess(server, "203.0.113.66");
            assertEquals(423, login(server, "203.0.113.66", RunningServer.PASSWORD));
            assertEquals(
                    200, login(server, "203.0.113.9", RunningServer.PASSWORD), "a guesser elsewhere locks nobody out");
        }
    }

    @Test
    void isTheConnectionsOwnWhereNobodyIsNamed() {
        try (RunningServer server = RunningServer.start(directory, Map.of())) {
            assertEquals(200, login(server, "203.0.113.9", RunningServer.PASSWORD));
            assertEquals(List.of("127.0.0.1"), audited(server));

            guess(server, "203.0.113.66");
            assertEquals(
                    423, login(server, "203.0.113.9", RunningServer.PASSWORD), "another claim is no other address");
        }
    }

    private static void guess(RunningServer server, String from) {
        for (int i = 0; i < TRIES; i++) {
            assertEquals(401, login(server, from, "wrong password"));
        }
    }

    private static int login(RunningServer server, String from, String password) {
        return server.anyone()
                .forwardedFor(from)
                .post("/portal/auth/login", Map.of("email", RunningServer.ADMIN, "password", password))
                .status();
    }

    private static List<String> audited(RunningServer server) {
        return server.column("SELECT address FROM audit WHERE action = 'session.login'");
    }
}
