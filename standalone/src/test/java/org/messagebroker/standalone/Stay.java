package org.messagebroker.standalone;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A process that does nothing until it is told to end: it stands for a part in tests. */
final class Stay {

    private Stay() {}

    public static void main(String[] arguments) throws InterruptedException {
        Thread.currentThread().join();
    }

    /** Starts one with these words on its command line, as the options of its JVM. */
    static Process start(Path directory, String... options) throws IOException {
        List<String> command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()));
        command.addAll(List.of("-Xmx16m", "-XX:TieredStopAtLevel=1"));
        command.addAll(List.of(options));
        command.addAll(List.of("-cp", classes(), Stay.class.getName()));
        return new ProcessBuilder(command).directory(directory.toFile()).start();
    }

    private static String classes() {
        try {
            return Path.of(Stay.class
                            .getProtectionDomain()
                            .getCodeSource()
                            .getLocation()
                            .toURI())
                    .toString();
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }
}
