package org.messagebroker.standalone;

import java.io.IOException;
import java.io.InputStream;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Starts the supervisor and shows what it says. The supervisor lives in a session of its own, so that the terminal's
 * Ctrl-C reaches only this process, which then asks it to stop everything in order. Attached, it also ends when this
 * process is gone: its standard input ends.
 */
final class Launch {

    private static final Duration STOP_PATIENCE = Duration.ofMinutes(2);

    /** The supervisor was asked to end. */
    private static final int TERMINATED = 143;

    private final Installation installation;
    private final Checkout checkout;
    private final boolean detach;

    Launch(Installation installation, Checkout checkout, boolean detach) {
        this.installation = installation;
        this.checkout = checkout;
        this.detach = detach;
    }

    /** Returns the exit code: when everything has stopped or, detached, when everything is ready. */
    int run(List<String> arguments) {
        PrivateFiles.createDirectory(installation.data());
        PrivateFiles.createDirectory(installation.run());
        PrivateFiles.createDirectory(installation.logs());
        Process supervisor = start(arguments);
        Thread hook = new Thread(() -> stop(supervisor));
        Runtime.getRuntime().addShutdownHook(hook);
        show(supervisor);
        if (detach && SupervisorLock.isHeld(installation)) {
            Runtime.getRuntime().removeShutdownHook(hook);
            return Exit.DONE.code();
        }
        return exitCode(supervisor);
    }

    private Process start(List<String> arguments) {
        ProcessBuilder builder = new ProcessBuilder(JavaCommand.ofSupervisor(installation, checkout, arguments))
                .directory(installation.run().toFile())
                .redirectError(PrivateFiles.appendable(installation.output("supervisor")));
        if (detach) {
            builder.redirectInput(Redirect.from(Path.of("/dev/null").toFile()));
        }
        try {
            return builder.start();
        } catch (IOException e) {
            throw new CommandFailure(
                    Exit.TOOL_MISSING, "The supervisor cannot be started (it needs setsid, of util-linux).", e);
        }
    }

    private static void show(Process supervisor) {
        try (InputStream output = supervisor.getInputStream()) {
            output.transferTo(System.out);
        } catch (IOException e) {
            throw new CommandFailure(Exit.FAILED, "The supervisor cannot be heard: " + e.getMessage(), e);
        }
    }

    private int exitCode(Process supervisor) {
        int code = supervisor.onExit().join().exitValue();
        if (code == Exit.DONE.code() || code == TERMINATED) {
            return Exit.DONE.code();
        }
        if (code > 128) {
            new Leftovers(installation).stop();
            System.err.println("broker: the supervisor was killed; everything it had started was stopped.");
            return Exit.FAILED.code();
        }
        return code;
    }

    private static void stop(Process supervisor) {
        supervisor.destroy();
        try {
            supervisor.waitFor(STOP_PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
