package org.messagebroker.bench.chaos;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** The clock of one part is stepped (libfaketime), and then true again. Its monotonic clock goes on. */
record SteppedClock(String part, Duration step, Duration lasts) implements Fault {

    /** Clocks are told in whole seconds, and take one to notice. */
    private static final Duration NEARLY = Duration.ofSeconds(5);

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
    public UnderWay begin(Scene scene) throws IOException {
        Clocks clocks = scene.clocks();
        clocks.step(part, step);
        return new UnderWay(() -> look(scene), () -> clocks.step(part, Duration.ZERO));
    }

    private Evidence look(Scene scene) throws IOException {
        Duration off = Duration.between(Instant.now(), scene.time(part));
        return new Evidence(
                off.minus(step).abs().compareTo(NEARLY) < 0, "its clock is off by %+d s".formatted(off.toSeconds()));
    }
}
