package org.messagebroker.api;

import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * {@code POST /internal/commands}: a worker says what it has done, reports, and asks what to do next at its site. Answered
 * with {@link SiteCommands} at once.
 *
 * @param done commands that need not be given out again
 * @param postponed commands that cannot be done yet
 * @param quarantine absent when nothing has changed since the last report
 */
public record CommandPoll(String site, List<UUID> done, List<UUID> postponed, Optional<Quarantine> quarantine) {

    public CommandPoll {
        done = List.copyOf(done);
        postponed = List.copyOf(postponed);
    }

    /**
     * What the site's queue has set aside because it cannot be read.
     *
     * @param total how many
     * @param entries some of them
     */
    public record Quarantine(long total, List<Entry> entries) {

        public Quarantine {
            entries = List.copyOf(entries);
        }

        /**
         * One.
         *
         * @param name as the queue names it
         * @param bytes how much is there of it
         */
        public record Entry(String name, long bytes) {}
    }
}
