package org.messagebroker.standalone;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/** The command as the script calls it, for one installation on ports of its own. */
record Command(Path data, int portOffset) {

    private static final Path HOME = Path.of("").toAbsolutePath().getParent();
    private static final int PATIENCE_MINUTES = 4;

    /** With ports that nobody uses. */
    static Command on(Path data) {
        for (int attempt = 0; attempt < 100; attempt++) {
            int offset = ThreadLocalRandom.current().nextInt(1_000, 20_000);
            if (new Ports(offset).uses().keySet().stream().allMatch(Command::isFree)) {
                return new Command(data.toAbsolutePath(), offset);
            }
        }
        throw new IllegalStateException("no free ports");
    }

    private static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket(port)) {
            return socket.isBound();
        } catch (IOException e) {
            return false;
        }
    }

    Installation installation() {
        return new Installation(data);
    }

    /** Runs it to its end; ends it when that takes too long. */
    Result run(String... words) throws IOException, InterruptedException {
        Process process = start(words);
        AtomicBoolean late = new AtomicBoolean();
        process.onExit().orTimeout(PATIENCE_MINUTES, TimeUnit.MINUTES).exceptionally(tooLong -> {
            late.set(true);
            return process.destroyForcibly();
        });
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        int code = process.waitFor();
        if (late.get()) {
            throw new IllegalStateException("still running: " + said);
        }
        return new Result(code, said);
    }

    /** Starts it; both of its outputs are one. */
    Process start(String... words) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                new Checkout(HOME).marker(),
                "-Dlogback.configurationFile=launcher-logback.xml",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                HOME.resolve("standalone/target/standalone-0.1.0.jar").toString(),
                Broker.class.getName()));
        command.addAll(List.of(words));
        command.addAll(List.of("--data", data.toString(), "--port-offset", Integer.toString(portOffset)));
        return new ProcessBuilder(command).redirectErrorStream(true).start();
    }

    /** What came of it. */
    record Result(int code, String said) {}
}
