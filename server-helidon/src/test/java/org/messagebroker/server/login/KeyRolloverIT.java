package org.messagebroker.server.login;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.messagebroker.server.RunningServer;

/** Another JWT_SECRET, without logging anybody out. */
@Tag("database")
class KeyRolloverIT {

    private static final String FIRST = "JVb2x8sT7qLr0aWm4cYz9dKf1eHg6nUp3iXo5vBk";
    private static final String SECOND = "nQ5ZtY1cXw8RkL3vUo7bMf2HsGd9JpEa6WiT0xCq";

    @TempDir
    private Path directory;

    @Test
    void keepsTokensOfThePreviousSecretUntilItIsTakenAway() {
        try (RunningServer server = RunningServer.start(directory, Map.of("jwt.secret", FIRST))) {
            JsonNode old = login(server);

            server.restartWith(Map.of("jwt.secret", SECOND, "jwt.previous-secret", FIRST));
            JsonNode next = login(server);
            assertEquals(200, profile(server, old));
            assertEquals(200, profile(server, next));

            server.restartWith(Map.of("jwt.previous-secret", ""));
            assertEquals(401, profile(server, old), "the previous secret signs nothing any more");
            assertEquals(200, profile(server, next));
            assertEquals(200, refresh(server, old), "and whoever had one goes on with his refresh token");
        }
    }

    private static JsonNode login(RunningServer server) {
        return server.login(RunningServer.ADMIN, RunningServer.PASSWORD).json();
    }

    private static int profile(RunningServer server, JsonNode tokens) {
        return server.anyone()
                .with(tokens.path("access_token").textValue())
                .get("/portal/profile")
                .status();
    }

    private static int refresh(RunningServer server, JsonNode tokens) {
        Map<String, String> body =
                Map.of("refresh_token", tokens.path("refresh_token").textValue());
        return server.anyone().post("/portal/auth/refresh", body).status();
    }
}
