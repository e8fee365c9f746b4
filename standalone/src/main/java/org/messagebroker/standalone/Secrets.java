package org.messagebroker.standalone;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Base64;

/** The generated secrets of an installation: each is made once and kept in a file of its own. Thread-safe. */
final class Secrets {

    private final Path directory;
    private final SecureRandom random = new SecureRandom();

    Secrets(Path directory) {
        this.directory = directory;
    }

    /** Whether the secret of this name was made before. */
    boolean has(String name) {
        return Files.exists(directory.resolve(name));
    }

    /** The secret of this name; made of so many random bytes, as base64url, when there is none yet. */
    String text(String name, int bytes) {
        Path file = file(name, bytes);
        try {
            return Files.readString(file).strip();
        } catch (IOException e) {
            throw new CommandFailure(Exit.FAILED, "Cannot read " + file + ": is it yours?", e);
        }
    }

    /** The file of the secret of this name, made when there is none yet: by one thread, for parts start side by side. */
    synchronized Path file(String name, int bytes) {
        Path file = directory.resolve(name);
        if (!Files.exists(file)) {
            byte[] secret = new byte[bytes];
            random.nextBytes(secret);
            PrivateFiles.createDirectory(directory);
            PrivateFiles.write(file, Base64.getUrlEncoder().withoutPadding().encodeToString(secret) + "\n");
        }
        return file;
    }
}
