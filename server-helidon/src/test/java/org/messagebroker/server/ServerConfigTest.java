package org.messagebroker.server;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.messagebroker.api.TlsSettings.ClientAuth;
import org.messagebroker.server.crypto.MasterKeyException;
import org.messagebroker.server.crypto.MasterKeySource;
import org.messagebroker.settings.Settings;
import org.messagebroker.settings.SettingsException;

/** The names that operators have in their files. */
class ServerConfigTest {

    private static final String SECRET = "JVb2x8sT7qLr0aWm4cYz9dKf1eHg6nUp3iXo5vBk";

    @TempDir
    Path directory;

    @Test
    void readsTheDatabaseInParts() {
        var database = config(Map.of(
                        "DB_HOST", "db.example.org",
                        "DB_PORT", "3307",
                        "DB_NAME", "messages",
                        "DB_USER", "broker",
                        "DB_PASSWORD", "p@ss"))
                .database();
        assertEquals("jdbc:mysql://db.example.org:3307/messages", database.url());
        assertEquals("broker", database.user());
        assertEquals("p@ss", database.password());
        assertFalse(database.toString().contains("p@ss"));
    }

    @Test
    void readsTheOlderDatabaseUrl() {
        var database = config(
                        Map.of("DATABASE_URL", "mysql+pymysql://broker:p%40s%2Bs+@db:3307/messages?charset=utf8mb4"))
                .database();
        assertEquals("jdbc:mysql://db:3307/messages", database.url());
        assertEquals("broker", database.user());
        assertEquals("p@s+s+", database.password());
    }

    @Test
    void readsAJdbcUrlWithItsParameters() {
        var database = config(Map.of(
                        "DATABASE_URL", "jdbc:mysql://db/messages?sslMode=VERIFY_CA",
                        "DB_USER", "broker",
                        "DB_PASSWORD", "secret"))
                .database();
        assertEquals("jdbc:mysql://db:3306/messages?sslMode=VERIFY_CA", database.url());
        assertEquals("broker", database.user());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "postgres://db/x",
                "mysql://db",
                "mysql+pymysql://u:s3cr@t@db/x",
                "mysql+pymysql://u:p@db/x?ssl_ca=/x"
            })
    void refusesADatabaseUrlThatItDoesNotUnderstandWithoutRepeatingIt(String url) {
        var refused = assertThrows(SettingsException.class, () -> config(Map.of("DATABASE_URL", url)));
        assertTrue(String.valueOf(refused.getMessage()).contains("DATABASE_URL"));
        assertFalse(String.valueOf(refused.getMessage()).contains("s3cr"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "short",
                "your-secret-key-change-in-production-now",
                "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
            })
    void refusesATokenSecretThatIsMissingShortOrAnExample(String secret) {
        assertThrows(SettingsException.class, () -> config(Map.of("JWT_SECRET", secret)));
        assertThrows(SettingsException.class, () -> ServerMain.start(settings(Map.of("JWT_SECRET", secret))));
    }

    @ParameterizedTest
    @CsvSource({
        "'',JWT_SECRET is not set",
        "tiny-1x,JWT_SECRET is too short",
        "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa,JWT_SECRET is too short or too simple",
        "your-secret-key-change-in-production-now,JWT_SECRET is an example that everybody knows"
    })
    void tellsWhatIsWrongWithATokenSecretWithoutRepeatingIt(String secret, String told) {
        var refused = assertThrows(SettingsException.class, () -> config(Map.of("JWT_SECRET", secret)));
        String message = String.valueOf(refused.getMessage());
        assertTrue(message.startsWith(told), message);
        assertTrue(message.endsWith("make one with: openssl rand -base64 48"), message);
        assertFalse(!secret.isEmpty() && message.contains(secret));
    }

    @Test
    void requiresThePreviousTokenSecretToBeAStrongOneToo() {
        assertEquals(
                Optional.of(SECRET + "2"),
                config(Map.of("JWT_PREVIOUS_SECRET", SECRET + "2"))
                        .login()
                        .jwt()
                        .previousSecret());
        var refused = assertThrows(SettingsException.class, () -> config(Map.of("JWT_PREVIOUS_SECRET", "short")));
        assertTrue(String.valueOf(refused.getMessage()).startsWith("JWT_PREVIOUS_SECRET is too short"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://portal.example.org", "portal", "https://portal.example.org/?x=1", "https:///x"})
    void refusesAPortalAddressThatALinkCouldNotUse(String url) {
        assertThrows(SettingsException.class, () -> config(Map.of("PORTAL_URL", url)));
        assertTrue(config(Map.of("PORTAL_URL", "https://portal.example.org/x"))
                .login()
                .portal()
                .isPresent());
    }

    @ParameterizedTest
    @ValueSource(strings = {"none", "RS256", "hs256"})
    void refusesATokenAlgorithmThatIsNotHmac(String algorithm) {
        assertThrows(SettingsException.class, () -> config(Map.of("JWT_ALGORITHM", algorithm)));
    }

    @Test
    void readsTheTokensSettings() {
        var jwt = config(Map.of("JWT_ALGORITHM", "HS512", "JWT_EXPIRE_MINUTES", "5"))
                .login()
                .jwt();
        assertEquals("HS512", jwt.algorithm());
        assertEquals(Duration.ofMinutes(5), jwt.accessLifetime());
        assertFalse(jwt.toString().contains(SECRET));
    }

    @Test
    void refusesToAskNobodyForACertificate() {
        assertEquals(
                ClientAuth.REQUIRED,
                config(Map.of("SERVER_TLS_CLIENT_AUTH", "REQUIRED"))
                        .tls()
                        .settings()
                        .clientAuth());
        var refused = assertThrows(SettingsException.class, () -> config(Map.of("SERVER_TLS_CLIENT_AUTH", "NONE")));
        assertTrue(String.valueOf(refused.getMessage()).contains("OPTIONAL or REQUIRED"));
    }

    @Test
    void readsThePathOfTheMasterKey() {
        assertEquals(
                Path.of("/keys/master.key"),
                config(Map.of("ENCRYPTION_KEY_PATH", "/keys/master.key"))
                        .masterKey()
                        .file());
    }

    @Test
    void takesTheMasterKeyFromTheEnvironmentAndNeverShowsIt() {
        String key = Base64.getEncoder().encodeToString(new byte[32]);
        Map<String, String> given = Map.of("ENCRYPTION_KEY", key, "JWT_SECRET", SECRET);
        MasterKeySource source = config(given).masterKey();
        assertDoesNotThrow(source::load);
        assertFalse(source.toString().contains(key));
        assertFalse(settings(given).table().contains(key));
    }

    @Test
    void refusesAMasterKeyThatIsNoneWithoutRepeatingIt() {
        MasterKeySource source = config(Map.of("ENCRYPTION_KEY", "not-a-key")).masterKey();
        var refused = assertThrows(MasterKeyException.class, source::load);
        assertFalse(String.valueOf(refused.getMessage()).contains("not-a-key"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"REENCRYPTION_ROWS_PER_SECOND", "REENCRYPTION_BATCH_SIZE", "REENCRYPTION_LEASE"})
    void refusesAReencryptionThatWouldNeverEnd(String name) {
        assertThrows(SettingsException.class, () -> config(Map.of(name, "0")));
    }

    @Test
    void acceptsTheOtherNamesThatOperatorsHave() {
        for (String name : List.of(
                "CA_CERT_PATH",
                "SERVER_CERT_PATH",
                "SERVER_KEY_PATH",
                "LOG_FILE_PATH",
                "SMTP_HOST",
                "SMTP_USER",
                "SMTP_PASSWORD",
                "SMTP_FROM")) {
            assertTrue(settings(Map.of(name, "given")).values().containsValue("given"), name);
        }
        assertEquals("2525", settings(Map.of("SMTP_PORT", "2525")).values().get("smtp.port"));
        assertEquals("DEBUG", settings(Map.of("LOG_LEVEL", "DEBUG")).values().get("log.level"));
    }

    private ServerConfig config(Map<String, String> environment) {
        Map<String, String> all = new HashMap<>(Map.of("JWT_SECRET", SECRET));
        all.putAll(environment);
        return ServerConfig.of(settings(all));
    }

    private Settings settings(Map<String, String> environment) {
        return Settings.load(ServerMain.class, directory, environment);
    }
}
