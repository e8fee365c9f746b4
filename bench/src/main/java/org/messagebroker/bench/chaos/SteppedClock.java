package org.messagebroker.bench.chaos;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;

/** The clock of one part is stepped (libfaketime), and then true again. Its monotonic clock goes on. */
record SteppedClock(String part, Duration step, Duration lasts) implements Fault {

    @Override
    public String name() {
        return "clock-" + part + (step.isNegative() ? "-back" : "-ahead");
    }

    @Override
    public String description() {
        return "The clock of %s is stepped by %+d s for %d s, then back."
                .formatted(part, step.toSeconds(), lasts.toSeconds());
    }

    @Override
    public Optional<String> obstacle(Scene scene) {
        return Clocks.library().isPresent() ? Optional.empty() : Optional.of("libfaketime is not installed");
    }

    @Override
    public Ending begin(Scene scene) throws IOException {
        Clocks clocks = scene.clocks();
        clocks.step(part, step);
        return () -> clocks.step(part, Duration.ZERO);
    }
}
