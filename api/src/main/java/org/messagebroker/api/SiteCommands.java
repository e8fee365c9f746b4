package org.messagebroker.api;

import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** What a worker is to do at its site, each harmless to repeat. Until it says that one is done, it is given out again. */
public record SiteCommands(List<SiteCommand> commands) {

    public SiteCommands {
        commands = List.copyOf(commands);
    }

    /**
     * One.
     *
     * @param envelope to be put back into the queue, still sealed; only of {@link Kind#REQUEUE}
     * @param requeueEpoch how often it was put back, this time included
     * @param entry to be dropped; only of {@link Kind#DISCARD_QUARANTINED}
     */
    public record SiteCommand(
            UUID commandId, Kind kind, Optional<Envelope> envelope, int requeueEpoch, Optional<String> entry) {}

    /** What is to be done. */
    public enum Kind {
        REQUEUE,
        DISCARD_QUARANTINED
    }
}
