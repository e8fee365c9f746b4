package org.messagebroker.standalone;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.JarFile;

/**
 * The directory with the modules and what was built of them.
 *
 * @param home absolute
 */
record Checkout(Path home) {

    private static final String HOME = "message-broker.home";

    /** The checkout that the script {@code broker} was called from. */
    static Checkout current() {
        return new Checkout(Path.of(System.getProperty(HOME, "")).toAbsolutePath());
    }

    /** Tells the script that a process runs from this checkout, so that it does not replace the jars under it. */
    String marker() {
        return "-D" + HOME + "=" + home;
    }

    /** The runnable jar of a module; its libraries lie beside it in {@code lib/}. */
    Path jar(String module) {
        Path jar = home.resolve(module).resolve("target").resolve(module + "-" + version() + ".jar");
        if (!Files.exists(jar)) {
            throw new CommandFailure(
                    Exit.FAILED, jar + " is missing. Delete " + home.resolve(".tools/built") + " and start again.");
        }
        return jar;
    }

    /** The version of all modules. */
    static String version() {
        String version = Checkout.class.getPackage().getImplementationVersion();
        return version == null ? "0.1.0" : version;
    }

    /** The version that a built jar states. */
    static String version(Path jar) {
        try (JarFile file = new JarFile(jar.toFile())) {
            String version = file.getManifest().getMainAttributes().getValue("Implementation-Version");
            return version == null ? "unknown" : version;
        } catch (IOException e) {
            return "unknown";
        }
    }
}
