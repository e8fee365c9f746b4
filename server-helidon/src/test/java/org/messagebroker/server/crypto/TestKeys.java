package org.messagebroker.server.crypto;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Base64;
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

    /** Any master key. */
    public static MasterKey masterKey() {
        byte[] key = new byte[AesGcm.KEY_BYTES];
        new SecureRandom().nextBytes(key);
        return MasterKey.parse(Base64.getEncoder().encodeToString(key), "the test's key");
    }

    /** The key ring of another server with the same master key. */
    public static KeyRing another(Path directory, Database database) {
        KeyRing keys =
                KeyRing.create(MasterKey.load(directory.resolve("master.key")), database, InstantSource.system());
        keys.open();
        return keys;
    }
}
