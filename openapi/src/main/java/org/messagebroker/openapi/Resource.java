package org.messagebroker.openapi;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Optional;

/** Files on the class path. */
final class Resource {

    private Resource() {}

    /** @throws IllegalStateException when there is none */
    static byte[] bytes(String name) {
        return find(name).orElseThrow(() -> new IllegalStateException("there is no " + name + " on the class path"));
    }

    static Optional<byte[]> find(String name) {
        try (InputStream in = Resource.class.getClassLoader().getResourceAsStream(name)) {
            return in == null ? Optional.empty() : Optional.of(in.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
