package org.messagebroker.proxy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.messagebroker.queue.RedisConfig;
import org.messagebroker.service.tls.TlsConfig;
import org.messagebroker.settings.Settings;
import org.messagebroker.settings.SettingsException;

/** The names that operators have in their files arrive where they are used; what they do is seen in ProxyProcessIT. */
class OperatorsNamesTest {

    @TempDir
    private Path directory;

    @Test
    void redisHostTakesEffect() {
        assertEquals("redis.example", redis("REDIS_HOST", "redis.example", RedisConfig::host));
    }

    @Test
    void redisPortTakesEffect() {
        assertEquals(6390, redis("REDIS_PORT", "6390", RedisConfig::port));
    }

    @Test
    void redisDbTakesEffect() {
        assertEquals(3, redis("REDIS_DB", "3", RedisConfig::database));
    }

    @Test
    void redisPasswordTakesEffect() {
        assertEquals(Optional.of("p#ss ${x}"), redis("REDIS_PASSWORD", "p#ss ${x}", RedisConfig::password));
        assertEquals(Optional.empty(), redis("REDIS_PASSWORD", "", RedisConfig::password));
    }

    @Test
    void serverCertPath() {
        assertEquals(directory.resolve("own.crt"), tls("SERVER_CERT_PATH", "own.crt", TlsConfig::certificate));
    }

    @Test
    void serverKeyPath() {
        assertEquals(Path.of("/etc/own.key"), tls("SERVER_KEY_PATH", "/etc/own.key", TlsConfig::key));
    }

    @Test
    void caCertPath() {
        assertEquals(directory.resolve("root.crt"), tls("CA_CERT_PATH", "root.crt", TlsConfig::trust));
    }

    @ParameterizedTest
    @CsvSource({
        "MAIN_SERVER_URL, main-server.url, https://main.example:8000",
        "MAIN_SERVER_VERIFY_SSL, main-server.verify-ssl, false",
        "LOG_LEVEL, log.level, WARNING",
        "LOG_FILE_PATH, log.file-path, /var/log/proxy.log"
    })
    void reachesTheKeyThatIsRead(String name, String key, String value) {
        assertEquals(value, load(Map.of(name, value)).text(key));
    }

    @Test
    void areReadFromADotEnvFile() throws IOException {
        Files.writeString(directory.resolve(".env"), "REDIS_HOST=redis.example\nREDIS_PASSWORD='a b#c'\n");
        RedisConfig config = RedisConfig.of(load(Map.of("REDIS_HOST", "nearer.example")));
        assertEquals("nearer.example", config.host());
        assertEquals(Optional.of("a b#c"), config.password());
    }

    @Test
    void stopTheStartWhenMistyped() throws IOException {
        Files.writeString(directory.resolve(".env"), "REDIS_HOTS=redis.example\n");
        String told =
                assertThrows(SettingsException.class, () -> load(Map.of())).getMessage();
        assertTrue(told.contains("REDIS_HOTS") && told.contains("REDIS_HOST"), told);
    }

    @ParameterizedTest
    @CsvSource({"REDIS_PORT, 70000", "REDIS_PORT, x", "REDIS_DB, -1", "REDIS_TLS, perhaps", "REDIS_TIMEOUT, soon"})
    void stopTheStartWhenMalformed(String name, String value) {
        Settings settings = load(Map.of(name, value));
        String told = assertThrows(SettingsException.class, () -> RedisConfig.of(settings))
                .getMessage();
        assertTrue(told.contains(name), told);
    }

    @Test
    void keepThePasswordOutOfTheTable() {
        Settings settings = load(Map.of("REDIS_PASSWORD", "very-secret"));
        assertFalse(settings.table().contains("very-secret"));
        assertFalse(RedisConfig.of(settings).toString().contains("very-secret"));
    }

    private <T> T redis(String name, String value, Function<RedisConfig, T> part) {
        return part.apply(RedisConfig.of(load(Map.of(name, value))));
    }

    private <T> T tls(String name, String value, Function<TlsConfig, T> part) {
        return part.apply(TlsConfig.of(load(Map.of(name, value))));
    }

    private Settings load(Map<String, String> environment) {
        return Settings.load(ProxyMain.class, directory, environment);
    }
}
