package org.messagebroker.settings;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsTest {

    private static final SettingsList LIST = SettingsList.parse("""
            redis:
              # Where Redis answers.
              host: 127.0.0.1
              # Its port.
              port: 6379
              # Its password (secret).
              password:
            main-server:
              # Whether the server's certificate is checked.
              verify-ssl: true
            # How long to wait.
            patience: 30s
            # Protocols offered.
            protocols: [TLSv1.3, TLSv1.2]
            # The certificate.
            server-cert-path: certs/server.crt
            # The same again.
            chain: ${server-cert-path}
            """);

    @TempDir
    private Path directory = Path.of(".");

    @Test
    void takesTheDefaultsOfTheList() {
        Settings settings = load(Map.of());

        assertEquals("127.0.0.1", settings.text("redis.host"));
        assertEquals(6379, settings.port("redis.port"));
        assertTrue(settings.flag("main-server.verify-ssl"));
        assertEquals(Duration.ofSeconds(30), settings.duration("patience"));
        assertEquals(List.of("TLSv1.3", "TLSv1.2"), settings.list("protocols"));
        assertEquals(Optional.empty(), settings.optionalText("redis.password"));
    }

    @Test
    void letsEachSourceOverlayTheOneBeforeIt() throws IOException {
        Files.writeString(directory.resolve("application.yaml"), "redis: {host: file, port: 1}\npatience: 1s\n");
        Files.writeString(directory.resolve(".env"), "REDIS_HOST=dotenv\nREDIS_PORT=2\n");

        Settings settings = load(Map.of("REDIS_HOST", "environment"));

        assertEquals("environment", settings.text("redis.host"));
        assertEquals(2, settings.port("redis.port"));
        assertEquals(Duration.ofSeconds(1), settings.duration("patience"));
    }

    @ParameterizedTest
    @CsvSource({
        "REDIS_HSOT,REDIS_HOST",
        "MAIN_SERVER_VERIFY_SSL_,MAIN_SERVER_VERIFY_SSL",
        "SERVER_CERT,SERVER_CERT_PATH"
    })
    void refusesAnUnknownNameInDotEnvAndNamesTheNearest(String unknown, String nearest) throws IOException {
        Files.writeString(directory.resolve(".env"), unknown + "=x\n");

        SettingsException refusal = assertThrows(SettingsException.class, () -> load(Map.of()));

        assertEquals("Unknown setting " + unknown + " in .env. Did you mean " + nearest + "?", refusal.getMessage());
    }

    @Test
    void refusesAnUnknownKeyInYamlAndNamesTheNearest() throws IOException {
        Files.writeString(directory.resolve("application.yaml"), "redis: {hots: x}\n");

        SettingsException refusal = assertThrows(SettingsException.class, () -> load(Map.of()));

        assertEquals("Unknown setting redis.hots in application.yaml. Did you mean redis.host?", refusal.getMessage());
    }

    @Test
    void refusesANearMissInTheEnvironment() {
        SettingsException refusal = assertThrows(SettingsException.class, () -> load(Map.of("REDIS_HOTS", "x")));

        assertTrue(refusal.getMessage().contains("Did you mean REDIS_HOST?"), refusal::getMessage);
    }

    @ParameterizedTest
    @ValueSource(strings = {"REDIS_NONSENSE", "MAIN_SERVER_NONSENSE"})
    void refusesAnUnknownNameInTheEnvironmentThatBeginsLikeASection(String unknown) {
        SettingsException refusal = assertThrows(SettingsException.class, () -> load(Map.of(unknown, "x")));

        assertTrue(
                refusal.getMessage().startsWith("Unknown setting " + unknown + " in the environment. Did you mean "),
                refusal::getMessage);
    }

    @Test
    void ignoresTheVariablesOfOtherPrograms() {
        Settings settings =
                load(Map.of("PATH", "/bin", "REDISPORT_X_Y", "1", "HOSTNAME", "here", "SERVER_SOFTWARE", "y"));

        assertEquals(6379, settings.port("redis.port"));
    }

    @Test
    void ignoresTheServiceLinksOfKubernetes() {
        Settings settings = load(Map.of(
                "REDIS_PORT", "tcp://10.0.0.1:6379",
                "REDIS_SERVICE_HOST", "10.0.0.1",
                "REDIS_SERVICE_PORT", "6379",
                "REDIS_SERVICE_PORT_CLIENT", "6379",
                "REDIS_PORT_6379_TCP", "tcp://10.0.0.1:6379",
                "REDIS_PORT_6379_TCP_ADDR", "10.0.0.1"));

        assertEquals(6379, settings.port("redis.port"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"soon", "-1s", "1w", "1.5s", "99999999999s"})
    void refusesAMalformedDurationAndNamesTheSetting(String value) {
        SettingsException refusal = assertThrows(
                SettingsException.class, () -> load(Map.of("PATIENCE", value)).duration("patience"));

        assertTrue(refusal.getMessage().contains("patience (PATIENCE)"), refusal::getMessage);
    }

    @ParameterizedTest
    @CsvSource({"500ms,PT0.5S", "30,PT30S", "30s,PT30S", "5m,PT5M", "24h,PT24H", "7d,PT168H"})
    void readsDurationsInTheirUnits(String value, Duration expected) {
        assertEquals(expected, load(Map.of("PATIENCE", value)).duration("patience"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"-1", "65536", "x", "1e3", "99999999999999999999"})
    void refusesAMalformedPort(String value) {
        assertThrows(
                SettingsException.class, () -> load(Map.of("REDIS_PORT", value)).port("redis.port"));
    }

    @Test
    void refusesAMalformedFlag() {
        Settings settings = load(Map.of("MAIN_SERVER_VERIFY_SSL", "maybe"));

        assertThrows(SettingsException.class, () -> settings.flag("main-server.verify-ssl"));
    }

    @Test
    void tellsHowToSetWhatIsMissing() {
        SettingsException refusal =
                assertThrows(SettingsException.class, () -> load(Map.of()).text("redis.password"));

        assertTrue(refusal.getMessage().contains("Set REDIS_PASSWORD"), refusal::getMessage);
    }

    @Test
    void masksSecretsInTheTable() {
        String table =
                load(Map.of("REDIS_PASSWORD", "hunter2", "REDIS_HOST", "r")).table();

        assertFalse(table.contains("hunter2"), table);
        assertTrue(table.contains("redis.password         = ******** (environment)"), table);
        assertTrue(table.contains("redis.host             = r (environment)"), table);
    }

    @Test
    void resolvesReferencesInYamlButNotInSecretsOfTheEnvironment() {
        Settings settings = load(Map.of("SERVER_CERT_PATH", "/etc/x.crt", "REDIS_PASSWORD", "a${b}c"));

        assertEquals("/etc/x.crt", settings.values().get("chain"));
        assertEquals("a${b}c", settings.text("redis.password"));
    }

    @Test
    void startsRelativePathsFromTheServicesDirectory() {
        assertEquals(directory.resolve("certs/server.crt"), load(Map.of()).path("server-cert-path"));
    }

    @Test
    void refusesAListInWhichTwoKeysShareAVariable() {
        assertThrows(IllegalStateException.class, () -> SettingsList.parse("a-b: 1\na: {b: 2}\n"));
    }

    @Test
    void keepsTheCommentOfEachSetting() {
        assertEquals(
                "Its password.",
                LIST.byKey("redis.password").map(Setting::meaning).orElseThrow());
        assertTrue(LIST.all().stream().noneMatch(setting -> setting.meaning().isEmpty()));
    }

    @Test
    void keepsTheCommentThatFollowsAFoldedValue() {
        SettingsList list = SettingsList.parse("a:\n  # One.\n  b: >-\n    x,\n    y\n  # Two,\n  # three.\n  c: z\n");
        assertEquals("Two, three.", list.byKey("a.c").map(Setting::meaning).orElseThrow());
        assertEquals("x, y", list.byKey("a.b").map(Setting::byDefault).orElseThrow());
    }

    private Settings load(Map<String, String> environment) {
        return Settings.load(LIST, directory, environment);
    }
}
