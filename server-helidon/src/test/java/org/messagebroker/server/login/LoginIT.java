package org.messagebroker.server.login;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
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
        for (String closing : List.of("active = FALSE", "expires_at = '2020-01-01'")) {
            JsonNode tokens = login();
            assertEquals(200, profile(tokens.path("access_token").textValue()));
            run("UPDATE users SET " + closing);
            assertEquals(401, profile(tokens.path("access_token").textValue()), closing);
            assertEquals(401, refresh(tokens).status(), closing);
            run("UPDATE users SET active = TRUE, expires_at = NULL");
        }
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
    void acceptsAHashOfAnEarlierSystemOnceAndReplacesIt() {
        server.addPerson("old@example.org", "user");
        run("UPDATE users SET password_hash = '$2b$05$CCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4YMJKvyOeW'"
                + " WHERE email = 'old@example.org'");
        assertEquals(401, server.login("old@example.org", "wrong password").status());
        assertTrue(hashOf("old@example.org").startsWith("$2b$"));
        assertEquals(200, server.login("old@example.org", "U*U").status());
        assertTrue(hashOf("old@example.org").startsWith("$argon2id$"));
        assertEquals(200, server.login("old@example.org", "U*U").status());
    }

    /** Whatever is hashed for the one and the other: neither is told sooner than any hash takes. */
    @Test
    void takesItsTimeToRefuseWhetherTheAccountExistsOrNot() {
        for (String email : List.of(RunningServer.ADMIN, "nobody@example.org", "no address")) {
            long begun = System.nanoTime();
            assertEquals(401, server.login(email, "wrong password").status());
            assertTrue(System.nanoTime() - begun >= 500_000_000L, email);
        }
    }

    @Test
    void refusesATokenAtOnceWhenWhatItsOwnerMayDoHasChanged() {
        server.addPerson("changing@example.org", "admin");
        RunningServer.Caller person = server.person("changing@example.org", RunningServer.PASSWORD);
        assertEquals(200, person.get("/admin/users").status());
        run("UPDATE users SET role = 'user' WHERE email = 'changing@example.org'");
        assertEquals(403, person.get("/admin/users").status());
    }

    @Test
    void refusesTokensThatNameAnotherKeyOrAlgorithm() throws GeneralSecurityException {
        String[] parts = login().path("access_token").textValue().split("\\.", -1);
        String header = text(parts[0]);
        String claims = text(parts[1]);
        KeyPair pair = KeyPairGenerator.getInstance("RSA").generateKeyPair();
        String publicKey = Base64.getEncoder().encodeToString(pair.getPublic().getEncoded());
        assertEquals(401, profile(signedByRsa(header.replace("HS256", "RS256"), claims, pair)));
        assertEquals(401, profile(signed(header, claims, publicKey)), "the public key taken for the secret");
        for (String kid : List.of("1", "../../dev/null", "' OR 1=1 --", "", "x".repeat(3000))) {
            assertEquals(401, profile(signed(withKeyId(header, kid), claims, SECRET)), kid);
            assertEquals(401, profile(signed(withKeyId(header, kid), claims, "")), kid);
        }
        for (String pointer : List.of("jku", "x5u")) {
            String pointing = header.replace("{", "{\"" + pointer + "\":\"https://127.0.0.1:1/keys\",");
            assertEquals(401, profile(signed(pointing, claims, "a secret of the forger's own, long enough")));
        }
        String own = header.replace("{", "{\"jwk\":{\"kty\":\"oct\",\"k\":\"Zm9yZ2Vk\"},");
        assertEquals(401, profile(signed(own, claims, "forged")));
    }

    @Test
    void refusesTokensOutOfTheirTime() {
        String[] parts = login().path("access_token").textValue().split("\\.", -1);
        String header = text(parts[0]);
        String claims = text(parts[1]);
        Instant later = Instant.now().plusSeconds(60);
        String future = claims.replaceAll("\"nbf\":\\d+", "\"nbf\":" + later.getEpochSecond());
        assertEquals(200, profile(signed(header, claims, SECRET)));
        assertEquals(401, profile(signed(header, future, SECRET)));
        assertEquals(401, profile(signed(header, claims.replaceAll("\"exp\":\\d+,?", ""), SECRET)), "one without end");
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
        String stronger = signed("HmacSHA512", header.replace("HS256", "HS512"), claims, SECRET);
        assertEquals(401, profile(stronger), "another algorithm, though with the right secret");
        assertEquals(401, profile(signed(header, claims.replace("message-broker-portal", "elsewhere"), SECRET)));
        assertEquals(401, profile(signed(header, claims.replace("\"message-broker\"", "\"another\""), SECRET)));
        assertEquals(
                401, profile(signed(header, withExpiry(claims, Instant.now().minusSeconds(5)), SECRET)));
        assertEquals(401, profile(tokens.path("refresh_token").textValue()));
        Map<String, String> access =
                Map.of("refresh_token", tokens.path("access_token").textValue());
        assertEquals(401, server.anyone().post("/portal/auth/refresh", access).status(), "nor the other way round");
        assertEquals(401, profile("nonsense"));
        assertEquals(401, server.anyone().get("/portal/profile").status());
    }

    private static String withKeyId(String header, String kid) {
        return header.replaceAll("\"kid\":\"[^\"]*\"", "\"kid\":\"" + kid + "\"");
    }

    private static String signedByRsa(String header, String claims, KeyPair pair) throws GeneralSecurityException {
        String content = encoded(header) + "." + encoded(claims);
        Signature signature = Signature.getInstance("SHA256withRSA");
        signature.initSign(pair.getPrivate());
        signature.update(content.getBytes(StandardCharsets.US_ASCII));
        return content + "." + BASE64.encodeToString(signature.sign());
    }

    private static String hashOf(String email) {
        return server.column("SELECT password_hash FROM users WHERE email = '" + email + "'")
                .getFirst();
    }

    private static String withExpiry(String claims, Instant expiry) {
        return claims.replaceAll("\"exp\":\\d+", "\"exp\":" + expiry.getEpochSecond());
    }

    private static String signed(String header, String claims, String secret) {
        return signed("HmacSHA256", header, claims, secret);
    }

    private static String signed(String algorithm, String header, String claims, String secret) {
        try {
            String content = encoded(header) + "." + encoded(claims);
            Mac mac = Mac.getInstance(algorithm);
            mac.init(new SecretKeySpec((secret.isEmpty() ? "\0" : secret).getBytes(StandardCharsets.UTF_8), algorithm));
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
