package org.messagebroker.settings;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With {@code -Dsettings.write=true} it writes the two files instead of comparing them. */
class SettingsDocumentTest {

    private static final Path CHECKOUT = Path.of("").toAbsolutePath().resolveSibling("");
    private static final Path DOCUMENT = CHECKOUT.resolve("docs/settings.md");
    private static final Path VARIABLES =
            CHECKOUT.resolve("settings/src/main/resources/org/messagebroker/settings/variables.txt");
    private static final String STALE = " is stale; write it again with: mvn -q -pl settings -am test"
            + " -Dtest=SettingsDocumentTest -Dsurefire.failIfNoSpecifiedTests=false -Dsettings.write=true";

    @TempDir
    private Path directory = Path.of(".");

    @Test
    void theDocumentIsWhatTheListsSay() throws IOException {
        assertCurrent(DOCUMENT, SettingsDocument.of(CHECKOUT).markdown());
    }

    @Test
    void theVariablesOfAllServicesAreWhatTheListsSay() throws IOException {
        assertCurrent(VARIABLES, SettingsDocument.of(CHECKOUT).variables());
    }

    @Test
    void everySettingIsExplained() throws IOException {
        assertEquals(List.of(), keys(setting -> setting.meaning().isBlank()));
    }

    @Test
    void everySettingThatSoundsSecretIsMarkedSecret() throws IOException {
        assertEquals(
                List.of(),
                keys(setting -> setting.key().matches(".*(password|secret|token)|database.url") && !setting.secret()));
    }

    private static List<String> keys(Predicate<Setting> wanted) throws IOException {
        return SettingsDocument.of(CHECKOUT).all().stream()
                .filter(wanted)
                .map(Setting::key)
                .toList();
    }

    @Test
    void showsVariableKeyDefaultMeaningAndSecrecy() throws IOException {
        write("# How it opens. (secret)\npass-word: a|b\n");
        SettingsDocument document = SettingsDocument.of(directory);
        assertTrue(document.markdown().endsWith("""
                ## Proxy

                | Variable | Key in `application.yaml` | Default | Meaning |
                |---|---|---|---|
                | `PASS_WORD` | `pass-word` | `a\\|b` | How it opens. *Secret.* |
                """), document::markdown);
        assertEquals("PASS_WORD\n", document.variables());
    }

    private void write(String yaml) throws IOException {
        Path resources = Files.createDirectories(directory.resolve("proxy-helidon/src/main/resources"));
        Files.writeString(resources.resolve("application.yaml"), yaml);
    }

    private static void assertCurrent(Path file, String expected) throws IOException {
        if (Boolean.getBoolean("settings.write")) {
            Files.createDirectories(file.getParent());
            Files.writeString(file, expected);
        }
        assertEquals(expected, Files.exists(file) ? Files.readString(file) : "", () -> file.getFileName() + STALE);
    }
}
