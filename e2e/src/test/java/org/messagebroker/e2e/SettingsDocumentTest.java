package org.messagebroker.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.messagebroker.settings.Setting;
import org.messagebroker.settings.SettingsDocument;
import org.messagebroker.settings.SettingsList;

/**
 * {@code docs/settings.md} and the list of all services' variables follow from the {@code application.yaml} files. Run with
 * {@code -Dwrite} to write them anew.
 */
class SettingsDocumentTest {

    private static final Path DOCUMENT = Repository.root().resolve("docs/settings.md");
    private static final Path VARIABLES =
            Repository.root().resolve("settings/src/main/resources/org/messagebroker/settings/variables.txt");

    private static final String HEAD = """
            # Settings

            Each service reads its settings from, in this order, the later winning: its built-in `application.yaml` (the tables
            below), an `application.yaml` in its working directory, a `.env` file there, the environment. A setting that is unknown
            or malformed stops the start with a message that names it and the nearest known one. (Of the environment, which is full
            of other programs' variables, only near misses of known names stop the start.) Services may share one `.env`: each takes
            its own names and leaves the others'. Durations are written `500ms`, `30s`, `5m`, `24h`, `7d`; a bare number is in
            seconds. Relative paths start from the working directory. `${other.key}` in a YAML value stands for that setting.

            This page is generated from the `application.yaml` files; a test fails when it is stale.

            """;

    @Test
    void documentSaysWhatTheServicesKnow() {
        String expected = HEAD
                + Stream.of(Service.values())
                        .map(service -> SettingsDocument.section(service.title, service.list()))
                        .collect(Collectors.joining());
        assertUpToDate(DOCUMENT, expected.stripTrailing() + "\n");
    }

    @Test
    void servicesKnowEachOthersVariables() {
        String expected = Stream.of(Service.values())
                .flatMap(service -> service.list().all().stream())
                .map(Setting::variable)
                .collect(Collectors.toCollection(TreeSet::new))
                .stream()
                .collect(Collectors.joining("\n", "", "\n"));
        assertUpToDate(VARIABLES, expected);
    }

    @ParameterizedTest
    @EnumSource
    void everySettingHasAComment(Service service) {
        List<String> silent = service.list().all().stream()
                .filter(setting -> setting.meaning().isBlank())
                .map(Setting::key)
                .toList();
        assertEquals(List.of(), silent);
        assertTrue(service.list().all().size() > 5, "the list is too short to be whole");
    }

    @ParameterizedTest
    @EnumSource
    void secretsAreMarked(Service service) {
        List<String> unmarked = service.list().all().stream()
                .filter(setting -> setting.key().matches(".*(password|secret|token)$|database-url"))
                .filter(setting -> !setting.secret())
                .map(Setting::key)
                .toList();
        assertEquals(List.of(), unmarked);
    }

    private static void assertUpToDate(Path file, String expected) {
        try {
            if (System.getProperty("write") != null) {
                Files.createDirectories(file.getParent());
                Files.writeString(file, expected);
            }
            assertEquals(
                    expected,
                    Files.exists(file) ? Files.readString(file) : "",
                    file + " is stale: run this test with -Dwrite and commit the result");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    enum Service {
        PROXY("Proxy", "proxy-helidon"),
        WORKER("Worker", "worker-helidon"),
        SERVER("Server", "server-helidon"),
        ADMIN("Admin UI", "admin-vaadin");

        private final String title;
        private final String module;

        Service(String title, String module) {
            this.title = title;
            this.module = module;
        }

        SettingsList list() {
            return SettingsList.parse(RunningSystem.read(
                    Repository.root().resolve(module).resolve("src/main/resources/application.yaml")));
        }
    }
}
