package org.messagebroker.admin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The bundle of pages is our own: with our font, without commercial components, complete without the network. With {@code
 * -Dlicences.write=true} it writes {@code docs/licences.md} instead of comparing it.
 */
class PageBundleIT {

    private static final Path VAADIN = Path.of("target/classes/META-INF/VAADIN");
    private static final List<String> COMMERCIAL =
            List.of("charts", "grid-pro", "crud", "board", "dashboard", "rich-text-editor", "map", "spreadsheet");

    @Test
    void holdsNoCommercialComponent() throws IOException {
        JsonNode stats = stats();
        assertTrue(stats.path("cvdlModules").isEmpty());
        COMMERCIAL.forEach(name ->
                assertTrue(stats.path("npmModules").path("@vaadin/" + name).isMissingNode(), name));
    }

    @Test
    void isMadeOfThePackagesThatAreListed() throws IOException {
        String expected =
                new BundledPackages().document(stats().path("npmModules").propertyNames());
        if (Boolean.getBoolean("licences.write")) {
            Files.writeString(BundledPackages.DOCUMENT, expected);
        }
        assertEquals(expected, BundledPackages.read(BundledPackages.DOCUMENT));
    }

    @Test
    void servesThePersianFontItself() throws IOException {
        try (Stream<Path> files = Files.walk(VAADIN.resolve("webapp"))) {
            assertTrue(files.anyMatch(file -> file.getFileName().toString().matches("Vazirmatn.*\\.woff2")));
        }
    }

    private static JsonNode stats() throws IOException {
        return JsonMapper.shared().readTree(Files.readString(VAADIN.resolve("config/stats.json")));
    }
}
