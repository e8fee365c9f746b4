package org.messagebroker.server.crypto;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.InstantSource;
import org.messagebroker.server.database.Database;

/** Keys for tests, made anew in the directory. */
public final class TestKeys {

    private TestKeys() {}

    /** An open key ring under a new master key. */
    public static KeyRing create(Path directory, Database database) {
        Path file = directory.resolve("master.key");
        try {
            MasterKey.create(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return another(directory, database);
    }

    /** The key ring of another server with the same master key. */
    public static KeyRing another(Path directory, Database database) {
        KeyRing keys =
                KeyRing.create(MasterKey.load(directory.resolve("master.key")), database, InstantSource.system());
        keys.open();
        return keys;
    }
}
