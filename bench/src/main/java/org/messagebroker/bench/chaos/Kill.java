package org.messagebroker.bench.chaos;

import java.io.IOException;
import java.time.Duration;
import org.messagebroker.bench.process.ProcessState;

/** A part is killed, and started again by the supervisor. */
record Kill(String part) implements Fault {

    private static final Duration PATIENCE = Duration.ofSeconds(5);

    @Override
    public String name() {
        return "kill-" + part;
    }

    @Override
    public String description() {
        return "SIGKILL of " + part + " at a random moment; the supervisor starts it again.";
    }

    @Override
    public Duration lasts() {
        return Duration.ZERO;
    }

    @Override
    public UnderWay begin(Scene scene) throws IOException {
        long process = scene.parts().process(part);
        Parts.signal("KILL", process);
        return new UnderWay(
                () -> new Evidence(ProcessState.awaitDeath(process, PATIENCE), "its process is dead"),
                () -> scene.parts().successor(part, process));
    }
}
