package org.messagebroker.bench.process;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A JVM with this one's class path. It reads lines from its input, writes lines to its output, and ends when its input
 * does, so it never outlives this process. One thread at a time.
 */
public final class ChildJvm implements AutoCloseable {
    private static final long SECONDS_TO_END = 10;

    private final String name;
    private final Process process;
    private final Writer input;
    private final BufferedReader output;

    private ChildJvm(String name, Process process) {
        this.name = name;
        this.process = process;
        input = process.outputWriter(StandardCharsets.UTF_8);
        output = process.inputReader(StandardCharsets.UTF_8);
    }

    /** Starts {@code main} in a new JVM. Its standard error goes to ours. */
    public static ChildJvm start(Class<?> main, List<String> jvmOptions, List<String> arguments) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(jvmOptions);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
        command.addAll(arguments);
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        return new ChildJvm(main.getSimpleName(), process);
    }

    /** Sends a line. */
    public void tell(String line) throws IOException {
        input.write(line);
        input.write('\n');
        input.flush();
    }

    /**
     * Waits for its next line.
     *
     * @throws IOException if it ended instead
     */
    public String nextLine() throws IOException {
        String line = output.readLine();
        if (line == null) {
            throw new IOException(name + " ended unexpectedly; what it wrote above says why");
        }
        return line;
    }

    /** The process's id. */
    public long pid() {
        return process.pid();
    }

    /** Ends its input and waits for it; kills it after ten seconds. */
    @Override
    public void close() {
        try {
            input.close();
            if (!process.waitFor(SECONDS_TO_END, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (IOException e) {
            process.destroyForcibly();
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
