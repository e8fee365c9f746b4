package org.messagebroker.bench.chaos;

import java.io.IOException;
import java.time.Duration;

/** A part is killed, and started again by the supervisor. */
record Kill(String part) implements Fault {

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
    public Ending begin(Scene scene) throws IOException {
        long process = scene.parts().process(part);
        Parts.signal("KILL", process);
        return () -> scene.parts().successor(part, process);
    }
}
