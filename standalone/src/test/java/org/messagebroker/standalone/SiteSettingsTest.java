package org.messagebroker.standalone;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SiteSettingsTest {

    @TempDir
    private Path directory = Path.of("");

    private Installation installation = new Installation(directory);

    @BeforeEach
    void setUp() {
        installation = new Installation(directory);
    }

    @Test
    void nothingSaidMeansEmbeddedParts() {
        SiteSettings site = SiteSettings.read(installation, Map.of("PATH", "/bin"));

        assertFalse(site.hasRedis());
        assertFalse(site.hasDatabase());
        assertEquals(Set.of(), site.replaced());
    }

    @Test
    void theEnvironmentOverridesTheFile() {
        EnvFile.write(
                installation.environmentFile(),
                "ours",
                Map.of("REDIS_HOST", "one", "REDIS_PORT", "6379", "LOG_LEVEL", "debug"));

        SiteSettings site = SiteSettings.read(installation, Map.of("REDIS_HOST", "two"));

        assertEquals(Map.of("REDIS_HOST", "two", "REDIS_PORT", "6379"), site.redis());
        assertEquals(Map.of("LOG_LEVEL", "debug"), site.common());
        assertEquals(Set.of("redis"), site.replaced());
    }

    @Test
    void aDatabaseIsNamedByItsUrlOrByItsParts() {
        assertTrue(new SiteSettings(Map.of("DATABASE_URL", "jdbc:mysql://h/n")).hasDatabase());
        assertTrue(new SiteSettings(Map.of("DB_HOST", "h")).hasDatabase());
        assertFalse(new SiteSettings(Map.of("DB_PASSWORD", "p")).hasDatabase());
    }

    @Test
    void refusesASettingOfOnePartInTheSitesFile() {
        EnvFile.write(installation.environmentFile(), "ours", Map.of("WORKER_CONCURRENCY", "8"));

        CommandFailure refused = assertThrows(CommandFailure.class, () -> SiteSettings.read(installation, Map.of()));

        assertEquals(Exit.USAGE, refused.exit());
        assertTrue(refused.getMessage().contains("WORKER_CONCURRENCY"));
    }

    @Test
    void neverShowsValues() {
        assertFalse(
                new SiteSettings(Map.of("REDIS_PASSWORD", "hidden")).toString().contains("hidden"));
    }
}
