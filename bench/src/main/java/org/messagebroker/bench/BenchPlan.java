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
 * @param backlog how many are accepted while the server is down
 * @param parts what is measured
 */
record BenchPlan(
        List<Integer> connections, Duration measured, Duration warmup, long messages, long backlog, Set<Part> parts) {

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
        if (measured.isZero() || measured.isNegative() || warmup.isNegative() || messages < 1 || backlog < 1) {
            throw new IllegalArgumentException(
                    "--seconds, --messages and --backlog must be above 0, --warmup 0 or above");
        }
    }

    boolean has(Part part) {
        return parts.contains(part);
    }

    boolean needsInstallation() {
        return parts.stream().anyMatch(part -> part != Part.DISK && part != Part.ECHO);
    }
}
