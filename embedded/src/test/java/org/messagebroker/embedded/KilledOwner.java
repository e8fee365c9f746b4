package org.messagebroker.embedded;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/**
 * A Java process that started a server and was killed.
 *
 * @param leftover the process id of the server, which still runs
 */
record KilledOwner(long leftover) {

    static KilledOwner of(String server, Path directory) throws IOException, InterruptedException {
        Process owner = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin/java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        KilledOwner.class.getName(),
                        server,
                        directory.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (BufferedReader out =
                new BufferedReader(new InputStreamReader(owner.getInputStream(), StandardCharsets.UTF_8))) {
            return new KilledOwner(Long.parseLong(out.readLine()));
        } finally {
            owner.destroyForcibly().waitFor();
        }
    }

    /** Starts the server, prints its process id and waits to be killed. */
    @SuppressWarnings("resource") // that is the point
    public static void main(String[] arguments) throws IOException {
        Path directory = Path.of(arguments[1]);
        long pid = arguments[0].equals("redis")
                ? EmbeddedRedis.start(directory, 0, "redis-password").pid()
                : EmbeddedMariaDb.start(directory, 0, List.of(new Account("app", "app-password", "broker")), 32)
                        .pid();
        System.out.println(pid);
        int never = System.in.read();
        System.exit(never);
    }
}
