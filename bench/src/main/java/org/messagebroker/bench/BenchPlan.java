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
 * @param sizes how many messages
 * @param parts what is measured
 */
record BenchPlan(List<Integer> connections, Duration measured, Duration warmup, Sizes sizes, Set<Part> parts) {

    private static final long FEWEST_ROWS = 20_000;

    /**
     * How many messages.
     *
     * @param messages are sent to see how long delivery takes
     * @param backlog are accepted while the server is down
     * @param rows are filled in to see what depends on that
     */
    record Sizes(long messages, long backlog, long rows) {

        Sizes {
            if (messages < 1 || backlog < 1) {
                throw new IllegalArgumentException("--messages and --backlog must be above 0");
            }
            if (rows < FEWEST_ROWS) {
                throw new IllegalArgumentException("--rows must be at least " + FEWEST_ROWS);
            }
        }
    }

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
        /** Messages beside 50 people who log in. Measured only if asked for. */
        LOGINS,
        /** Pages and statistics among many messages. Takes minutes: measured only if asked for. */
        ROWS,
        /** Letting go of old messages among many. Takes minutes: measured only if asked for. */
        RETENTION,
        /** Accepting while the server is down, and delivering afterwards. Takes minutes: measured only if asked for. */
        BACKLOG,
        /** The processor time of each service's start. */
        START
    }

    BenchPlan {
        connections = List.copyOf(connections);
        parts = Set.copyOf(parts);
        if (connections.isEmpty() || connections.stream().anyMatch(n -> n < 1)) {
            throw new IllegalArgumentException("--connections takes numbers of 1 and above, such as 1,16,64");
        }
        if (measured.isZero() || measured.isNegative() || warmup.isNegative()) {
            throw new IllegalArgumentException("--seconds must be above 0, --warmup 0 or above");
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
        return has(Part.ACCEPT)
                || has(Part.LONE)
                || has(Part.DELIVERED)
                || has(Part.LOGINS)
                || has(Part.BACKLOG)
                || has(Part.START);
    }
}
