package org.messagebroker.standalone;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SecretsTest {

    @TempDir
    private Path directory = Path.of("");

    @Test
    void aSecretIsMadeOnceAndStays() {
        String made = new Secrets(folder()).text("jwt-secret", 48);

        assertEquals(made, new Secrets(folder()).text("jwt-secret", 48));
        assertEquals(48, Base64.getUrlDecoder().decode(made).length);
    }

    @Test
    void partsThatStartSideBySideGetTheSameSecret() {
        Secrets secrets = new Secrets(folder());
        for (int i = 0; i < 20; i++) {
            String name = "secret-" + i;
            List<String> texts = IntStream.range(0, 8)
                    .parallel()
                    .mapToObj(part -> secrets.text(name, 24))
                    .distinct()
                    .toList();
            assertEquals(1, texts.size());
        }
    }

    @Test
    void everySecretIsItsOwn() {
        Secrets secrets = new Secrets(folder());

        assertNotEquals(secrets.text("one", 24), secrets.text("two", 24));
    }

    @Test
    void onlyTheOwnerReadsThem() throws IOException {
        Path file = new Secrets(folder()).file("master.key", 32);

        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
        assertEquals("rwx------", PosixFilePermissions.toString(Files.getPosixFilePermissions(folder())));
    }

    @Test
    void askingWhetherThereIsOneMakesNone() {
        Secrets secrets = new Secrets(folder());

        assertFalse(secrets.has("one"));
        secrets.text("one", 24);
        assertTrue(secrets.has("one"));
    }

    private Path folder() {
        return directory.resolve("secrets");
    }
}
