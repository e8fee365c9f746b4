package org.messagebroker.bench;

import java.time.Duration;
import java.util.List;
import java.util.Set;

/**
 * What to measure.
 *
 * @param connections numbers of connections, one comparison each
 * @param measured how long each system is measured at each number of connections
 * @param warmup unmeasured load before each measurement
 * @param messages how many are sent to see how long delivery takes
 * @param rows how many messages are filled in to see what depends on that
 * @param parts what is measured
 */
record BenchPlan(
        List<Integer> connections, Duration measured, Duration warmup, long messages, long rows, Set<Part> parts) {

    private static final long FEWEST_ROWS = 20_000;

    /** A part of the bench that can be run alone. */
    enum Part {
        /** How long a sync to the disk takes. */
        DISK,
        /** The bare echo. */
        ECHO,
        /** Accepting messages. */
        ACCEPT,
        /** One message a second, until it is delivered. */
        LONE,
        /** Delivering what was accepted. */
        DELIVERED,
        /** Pages and statistics among many messages. */
        ROWS,
        /** Letting go of old messages among many. */
        RETENTION
    }

    BenchPlan {
        connections = List.copyOf(connections);
        parts = Set.copyOf(parts);
        if (connections.isEmpty() || connections.stream().anyMatch(n -> n < 1)) {
            throw new IllegalArgumentException("--connections takes numbers of 1 and above, such as 1,16,64");
        }
        if (measured.isZero() || measured.isNegative() || warmup.isNegative() || messages < 1) {
            throw new IllegalArgumentException("--seconds and --messages must be above 0, --warmup 0 or above");
        }
        if (rows < FEWEST_ROWS) {
            throw new IllegalArgumentException("--rows must be at least " + FEWEST_ROWS);
        }
    }

    boolean has(Part part) {
        return parts.contains(part);
    }

    /** Whether systems are measured under load. */
    boolean needsSystems() {
        return has(Part.ECHO) || needsInstallation();
    }

    /** Whether an installation is filled with messages. */
    boolean needsRows() {
        return has(Part.ROWS) || has(Part.RETENTION);
    }

    boolean needsInstallation() {
        return has(Part.ACCEPT) || has(Part.LONE) || has(Part.DELIVERED);
    }
}
