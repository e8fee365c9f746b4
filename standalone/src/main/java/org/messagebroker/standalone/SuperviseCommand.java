package org.messagebroker.standalone;

import java.io.IOException;
import java.io.OutputStream;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What {@code up} runs in the background: starts all parts, keeps them alive, stops them. */
@Command(name = "supervise", hidden = true, description = "Runs in the background for ./broker up.")
final class SuperviseCommand implements Callable<Integer> {

    @Mixin
    private Where where = new Where();

    @Option(names = "--detached", description = "live on when the launcher has gone")
    private boolean detached;

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (!detached) {
            endWithTheLauncher();
        }
        Supervisor supervisor = new Supervisor(where.installation(), where.ports(), Checkout.current());
        try {
            supervisor.up();
        } catch (CommandFailure e) {
            System.out.println("broker: " + e.getMessage());
            return e.exit().code();
        }
        if (detached) {
            // The launcher waits for the end of this stream.
            System.out.close();
        }
        supervisor.join();
        return Exit.DONE.code();
    }

    /** Attached, standard input is a pipe that the launcher never writes to: it ends when the launcher does. */
    private static void endWithTheLauncher() {
        Thread.ofPlatform().daemon().name("launcher's end").start(() -> {
            try {
                System.in.transferTo(OutputStream.nullOutputStream());
            } catch (IOException e) {
                System.err.println("the launcher cannot be watched: " + e.getMessage());
            }
            System.exit(Exit.DONE.code());
        });
    }
}
