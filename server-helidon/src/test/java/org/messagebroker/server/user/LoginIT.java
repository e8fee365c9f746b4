package org.messagebroker.server.user;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.messagebroker.server.RunningServer;
import org.messagebroker.server.RunningServer.Answer;

/** Log-in, tokens and sessions, over TLS. */
@Tag("database")
class LoginIT {

    private static final String SECRET = "JVb2x8sT7qLr0aWm4cYz9dKf1eHg6nUp3iXo5vBk";
    private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();

    @TempDir
    static Path directory;

    private static RunningServer server;

    @BeforeAll
    static void start() {
        server = RunningServer.start(directory, Map.of("jwt.secret", SECRET));
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @BeforeEach
    void forgetFailures() {
        run("DELETE FROM login_failures");
        run("UPDATE users SET active = TRUE, expires_at = NULL");
    }

    @Test
    void answersAWrongPasswordAndAnUnknownAccountAlike() {
        Answer wrong = server.login(RunningServer.ADMIN, "wrong password");
        Answer unknown = server.login("nobody@example.org", "wrong password");
        assertEquals(401, wrong.status());
        assertEquals(401, unknown.status());
        assertEquals(wrong.json().path("message"), unknown.json().path("message"));
    }

    @Test
    void locksAfterFiveFailuresWhetherTheAccountExistsOrNot() {
        for (String email : List.of(RunningServer.ADMIN, "nobody@example.org")) {
            for (int i = 0; i < 5; i++) {
                assertEquals(401, server.login(email, "wrong password").status());
            }
            Answer locked = server.login(email, RunningServer.PASSWORD);
            assertEquals(423, locked.status());
            assertTrue(Integer.parseInt(locked.header("Retry-After")) > 0);
        }
    }

    @Test
    void forgetsFailuresAfterASuccess() {
        for (int i = 0; i < 6; i++) {
            assertEquals(
                    401, server.login(RunningServer.ADMIN, "wrong password").status());
            assertEquals(
                    200,
                    server.login(RunningServer.ADMIN, RunningServer.PASSWORD).status());
        }
    }

    @Test
    void tellsThatAnAccountIsClosedOnlyToItsOwner() {
        for (String closing : List.of("active = FALSE", "expires_at = '2020-01-01'")) {
            run("UPDATE users SET active = TRUE, expires_at = NULL");
            run("UPDATE users SET " + closing);
            assertEquals(
                    401, server.login(RunningServer.ADMIN, "wrong password").status());
            assertEquals(
                    403,
                    server.login(RunningServer.ADMIN, RunningServer.PASSWORD).status());
        }
    }

    @Test
    void endsATokenWithItsAccount() {
        RunningServer.Caller admin = server.administrator();
        assertEquals(200, admin.get("/portal/profile").status());
        run("UPDATE users SET active = FALSE");
        assertEquals(401, admin.get("/portal/profile").status());
    }

    @Test
    void endsAccessAndRefreshTokensAtLogOut() {
        JsonNode tokens = login();
        RunningServer.Caller admin =
                server.anyone().with(tokens.path("access_token").textValue());
        assertEquals(204, admin.post("/portal/auth/logout", Map.of()).status());
        assertEquals(401, admin.get("/portal/profile").status());
        assertEquals(401, refresh(tokens).status());
    }

    @Test
    void logsOutByTheRefreshTokenAlone() {
        JsonNode tokens = login();
        Map<String, String> body =
                Map.of("refresh_token", tokens.path("refresh_token").textValue());
        assertEquals(204, server.anyone().post("/portal/auth/logout", body).status());
        assertEquals(401, profile(tokens.path("access_token").textValue()));
    }

    @Test
    void renewsTokensOnceAndEndsTheSessionOnTheSecondUse() {
        JsonNode first = login();
        Answer renewed = refresh(first);
        assertEquals(200, renewed.status());
        JsonNode second = renewed.json();
        assertEquals(200, profile(second.path("access_token").textValue()));
        assertEquals(401, refresh(first).status());
        assertEquals(401, refresh(second).status());
        assertEquals(401, profile(second.path("access_token").textValue()));
    }

    @Test
    void refusesForgedTokens() {
        JsonNode tokens = login();
        String[] parts = tokens.path("access_token").textValue().split("\\.", -1);
        String header = text(parts[0]);
        String claims = text(parts[1]);
        assertEquals(200, profile(signed(header, claims, SECRET)), "the forger's own method works");
        assertEquals(401, profile(signed(header, claims, "another secret of more than 32 bytes, random")));
        assertEquals(401, profile(encoded(header.replace("HS256", "none")) + "." + parts[1] + "."));
        assertEquals(401, profile(parts[0] + "." + parts[1] + "."));
        assertEquals(401, profile(signed(header.replace("HS256", "HS512"), claims, SECRET)));
        assertEquals(401, profile(signed(header, claims.replace("message-broker-portal", "elsewhere"), SECRET)));
        assertEquals(401, profile(signed(header, claims.replace("\"message-broker\"", "\"another\""), SECRET)));
        assertEquals(
                401, profile(signed(header, withExpiry(claims, Instant.now().minusSeconds(5)), SECRET)));
        assertEquals(401, profile(tokens.path("refresh_token").textValue()));
        assertEquals(401, profile("nonsense"));
        assertEquals(401, server.anyone().get("/portal/profile").status());
    }

    private static String withExpiry(String claims, Instant expiry) {
        return claims.replaceAll("\"exp\":\\d+", "\"exp\":" + expiry.getEpochSecond());
    }

    private static String signed(String header, String claims, String secret) {
        try {
            String content = encoded(header) + "." + encoded(claims);
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return content + "." + BASE64.encodeToString(mac.doFinal(content.getBytes(StandardCharsets.US_ASCII)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String encoded(String json) {
        return BASE64.encodeToString(json.getBytes(StandardCharsets.UTF_8));
    }

    private static String text(String part) {
        return new String(Base64.getUrlDecoder().decode(part), StandardCharsets.UTF_8);
    }

    private static int profile(String token) {
        return server.anyone().with(token).get("/portal/profile").status();
    }

    private static Answer refresh(JsonNode tokens) {
        return server.anyone()
                .post(
                        "/portal/auth/refresh",
                        Map.of("refresh_token", tokens.path("refresh_token").textValue()));
    }

    private static JsonNode login() {
        return server.login(RunningServer.ADMIN, RunningServer.PASSWORD).json();
    }

    private static void run(String sql) {
        try (Connection connection = server.database().connect();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
