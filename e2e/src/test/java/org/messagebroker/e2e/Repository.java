package org.messagebroker.e2e;

import java.nio.file.Files;
import java.nio.file.Path;

/** The checkout that the tests run in. */
final class Repository {

    private Repository() {}

    /** The directory with the root pom. */
    static Path root() {
        Path here = Path.of("").toAbsolutePath();
        return Files.exists(here.resolve("e2e/pom.xml")) ? here : here.getParent();
    }

    /** The runnable jar of a module. */
    static Path jar(String module) {
        Path jar = root().resolve(module).resolve("target").resolve(module + "-0.1.0.jar");
        if (!Files.exists(jar)) {
            throw new AssertionError(jar + " is missing: run the whole build, ./broker test");
        }
        return jar;
    }
}
