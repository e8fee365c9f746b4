package org.messagebroker.server.crypto;

import java.nio.file.Path;
import java.util.Optional;
import org.messagebroker.settings.Settings;

/**
 * Where the master key comes from: the environment, as Kubernetes hands secrets out, or else a file. {@link #toString()}
 * hides it.
 *
 * @param text the key itself; empty when the file counts
 * @param file readable by its owner only
 */
public record MasterKeySource(Optional<String> text, Path file) {

    /** Reads {@code encryption-key} and {@code encryption-key-path}. */
    public static MasterKeySource of(Settings settings) {
        return new MasterKeySource(settings.optionalText("encryption-key"), settings.path("encryption-key-path"));
    }

    /** @throws MasterKeyException when the key is missing, readable by others, or none */
    public MasterKey load() {
        return text.map(given -> MasterKey.parse(given, "ENCRYPTION_KEY")).orElseGet(() -> MasterKey.load(file));
    }

    @Override
    public String toString() {
        return "MasterKeySource[" + (text.isPresent() ? "ENCRYPTION_KEY" : file) + "]";
    }
}
