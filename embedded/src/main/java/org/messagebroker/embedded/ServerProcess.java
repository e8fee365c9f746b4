package org.messagebroker.embedded;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One server as a child of this process, known by its configuration file, whose path is on its command line. */
final class ServerProcess {

    private static final Logger LOG = LoggerFactory.getLogger(ServerProcess.class);
    private static final Duration LONGEST_START = Duration.ofSeconds(120);
    private static final Duration LONGEST_STOP = Duration.ofSeconds(60);
    private static final int LINES_OF_LOG_SHOWN = 5;

    private final String name;
    private final Process process;

    private ServerProcess(String name, Process process) {
        this.name = name;
        this.process = process;
    }

    /** Starts the program and waits until it answers. */
    static ServerProcess start(
            String name, List<String> command, Map<String, String> environment, Path log, BooleanSupplier answers)
            throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().putAll(environment);
        Process process = builder.redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                .start();
        ServerProcess started = new ServerProcess(name, process);
        started.awaitAnswer(log, answers);
        return started;
    }

    private void awaitAnswer(Path log, BooleanSupplier answers) throws IOException {
        long deadline = System.nanoTime() + LONGEST_START.toNanos();
        while (!answers.getAsBoolean()) {
            if (ended(Duration.ofMillis(50))) {
                throw new EmbeddedException(
                        name + " ended while starting. Its log, " + log + ", ends with:\n" + end(log));
            }
            if (Thread.currentThread().isInterrupted()) {
                process.destroyForcibly();
                throw new EmbeddedException("Interrupted while " + name + " started.");
            }
            if (System.nanoTime() > deadline) {
                kill();
                throw new EmbeddedException(name + " did not answer within " + LONGEST_START.toSeconds()
                        + " s. Its log, " + log + ", ends with:\n" + end(log));
            }
        }
    }

    /** Stops what a killed owner of the same configuration file has left running. */
    static void stopLeftover(String name, Path configuration) {
        for (ProcessHandle leftover : runningWith(configuration)) {
            LOG.warn("Stopping {} (pid {}), left running by a process that was killed", name, leftover.pid());
            stop(leftover);
        }
    }

    private static List<ProcessHandle> runningWith(Path configuration) {
        try (Stream<ProcessHandle> all = ProcessHandle.allProcesses()) {
            return all.filter(process -> names(process, configuration)).toList();
        }
    }

    private static boolean names(ProcessHandle process, Path configuration) {
        return Stream.of(process.info().arguments().orElse(new String[0]))
                .anyMatch(argument -> argument.equals(configuration.toString())
                        || argument.equals("--defaults-file=" + configuration));
    }

    /** Says so when something else listens on the port; 0 gives a free one. */
    static int availablePort(String name, int port) throws IOException {
        try (ServerSocket probe = new ServerSocket()) {
            probe.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return probe.getLocalPort();
        } catch (java.net.BindException e) {
            throw new EmbeddedException(
                    "Port " + port + " on 127.0.0.1, wanted for " + name
                            + ", is in use. Stop what listens there, or choose another port.",
                    e);
        }
    }

    long pid() {
        return process.pid();
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** SIGKILL, as a crash would. */
    void kill() {
        process.destroyForcibly();
        ended(LONGEST_STOP);
    }

    void stop() {
        stop(process.toHandle());
        ended(LONGEST_STOP);
    }

    private static void stop(ProcessHandle handle) {
        handle.destroy();
        if (!ended(handle, LONGEST_STOP)) {
            handle.destroyForcibly();
            ended(handle, LONGEST_STOP);
        }
    }

    private boolean ended(Duration patience) {
        return ended(process.toHandle(), patience);
    }

    private static boolean ended(ProcessHandle handle, Duration patience) {
        try {
            handle.onExit().get(patience.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (java.util.concurrent.TimeoutException e) {
            return false;
        } catch (java.util.concurrent.ExecutionException e) {
            return !handle.isAlive();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return !handle.isAlive();
        }
    }

    private static String end(Path log) throws IOException {
        List<String> lines = Files.readAllLines(log, java.nio.charset.StandardCharsets.ISO_8859_1);
        return lines.stream()
                .skip(Math.max(0, lines.size() - LINES_OF_LOG_SHOWN))
                .collect(Collectors.joining("\n"));
    }
}
