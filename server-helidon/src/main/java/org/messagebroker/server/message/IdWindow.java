package org.messagebroker.server.message;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.messagebroker.api.MessageId;

/**
 * The ids that may be stored: those made lately. An id from further back may belong to a partition that has been
 * dropped, and would come back as new; one from the future would make partitions that do not exist yet, and waits until
 * its time has come.
 *
 * @param past how far back
 * @param future how far ahead, for clocks that differ
 */
public record IdWindow(Duration past, Duration future) {

    /** What this server stores. */
    public static final IdWindow DEFAULT = new IdWindow(Duration.ofDays(30), Duration.ofMinutes(10));

    private static final String EARLY =
            " minutes in the future: the clock of its proxy is ahead, or the server's is behind; it waits for its time";

    /** Why the id may not be stored; empty when it may. */
    Optional<Fault> fault(MessageId id, Instant now) {
        return fault("its id", id.time(), now);
    }

    /** The same for a time that the message carries. */
    Optional<Fault> fault(String name, Instant time, Instant now) {
        if (time.isBefore(now.minus(past))) {
            return Optional.of(new Fault.Late(name + " is older than " + past.toDays() + " days"));
        }
        return time.isAfter(now.plus(future))
                ? Optional.of(new Fault.Early(name + " is more than " + future.toMinutes() + EARLY))
                : Optional.empty();
    }

    /** What keeps an id out. */
    sealed interface Fault {

        String reason();

        /** For good. */
        record Late(String reason) implements Fault {}

        /** Until its time has come. */
        record Early(String reason) implements Fault {}
    }
}
