package org.messagebroker.admin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.messagebroker.settings.Settings;
import org.messagebroker.settings.SettingsException;

class AdminConfigTest {

    @TempDir
    Path directory;

    @BeforeEach
    void putCertificates() throws IOException {
        Path certs = Files.createDirectory(directory.resolve("certs"));
        Files.writeString(certs.resolve("portal.crt"), "");
        Files.writeString(certs.resolve("ca.crt"), "");
        Files.createFile(
                certs.resolve("portal.key"),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    }

    @Test
    void hasTheDefaultsOfTheList() {
        AdminConfig config = AdminConfig.of(settings(Map.of()));
        assertEquals(Duration.ofHours(8), config.sessionMaxAge());
        assertEquals(50, config.messagesPerPage());
        assertEquals("https://localhost:8000", config.server().url().toString());
        assertTrue(config.server().verify());
    }

    /** The names in an .env of the system that this one replaces. */
    @Test
    void understandsTheOperatorsNames() {
        Settings settings = settings(Map.of(
                "PORTAL_HOST", "127.0.0.1",
                "PORTAL_PORT", "8443",
                "SESSION_SECRET", "s3cret",
                "SESSION_MAX_AGE", "3600",
                "MESSAGES_PER_PAGE", "20",
                "MAIN_SERVER_URL", "https://server.example:8000",
                "MAIN_SERVER_VERIFY_SSL", "false",
                "LOG_LEVEL", "WARN"));
        AdminConfig config = AdminConfig.of(settings);
        Map<String, Object> spring = SpringProperties.of(settings);
        assertEquals(Duration.ofHours(1), config.sessionMaxAge());
        assertEquals(20, config.messagesPerPage());
        assertEquals("https://server.example:8000", config.server().url().toString());
        assertEquals(false, config.server().verify());
        assertEquals(8443, spring.get("server.port"));
        assertEquals("127.0.0.1", spring.get("server.address"));
        assertEquals("WARN", spring.get("logging.level.root"));
        assertTrue(!settings.table().contains("s3cret"));
    }

    @Test
    void refusesAnAddressThatIsNotHttps() {
        Settings settings = settings(Map.of("MAIN_SERVER_URL", "http://server:8000"));
        assertThrows(SettingsException.class, () -> AdminConfig.of(settings));
    }

    @Test
    void refusesAnUnknownSetting() {
        SettingsException refused = assertThrows(SettingsException.class, () -> settings(Map.of("PORTAL_PROT", "1")));
        assertTrue(String.valueOf(refused.getMessage()).contains("PORTAL_PORT"));
    }

    @Test
    void believesTheLoadBalancersThatAreNamedAndNoOthers() {
        String trusted = "server.tomcat.remoteip.internal-proxies";
        assertFalse(SpringProperties.of(settings(Map.of())).containsKey(trusted));
        assertEquals(
                "10.1.2.3/32,10.0.0.0/8,2001:db8:0:0:0:0:0:0/32",
                SpringProperties.of(settings(Map.of("PORTAL_FORWARDED_FROM", "10.1.2.3, 10.0.0.0/8,2001:db8::/32")))
                        .get(trusted));
    }

    @ParameterizedTest
    @ValueSource(strings = {"balancer.example.org", "10.0.0.0/33", "10.0.0/8", ".*", "10.0.0.1/-1"})
    void refusesALoadBalancerThatIsNoAddress(String named) {
        Settings settings = settings(Map.of("PORTAL_FORWARDED_FROM", named));
        SettingsException refused = assertThrows(SettingsException.class, () -> SpringProperties.of(settings));
        assertTrue(String.valueOf(refused.getMessage()).contains("portal.forwarded-from"));
    }

    @Test
    void refusesAKeyThatOthersCanRead() throws IOException {
        Files.setPosixFilePermissions(
                directory.resolve("certs/portal.key"), PosixFilePermissions.fromString("rw-r--r--"));
        SettingsException refused =
                assertThrows(SettingsException.class, () -> SpringProperties.of(settings(Map.of())));
        assertTrue(String.valueOf(refused.getMessage()).contains("chmod 600"));
    }

    @Test
    void refusesToStartWithoutACertificate() throws IOException {
        Files.delete(directory.resolve("certs/portal.crt"));
        SettingsException refused =
                assertThrows(SettingsException.class, () -> SpringProperties.of(settings(Map.of())));
        assertTrue(String.valueOf(refused.getMessage()).contains("portal.cert-path"));
    }

    private Settings settings(Map<String, String> environment) {
        return Settings.load(AdminApplication.class, directory, environment);
    }
}
