package org.messagebroker.api;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The newest pass over everything stored, in which it is sealed again under the keys in use.
 *
 * @param state running, paused or finished
 * @param pass counts up; 0 before the first
 * @param content the version of the content key under which it leaves everything
 * @param numberIndex likewise
 * @param stage the table at which it is
 * @param working whether a server works at it at this moment
 * @param checked rows done with
 * @param total rows in all, as the database estimates
 * @param renewed rows sealed again
 * @param unreadable rows that could not be opened: they stay as they are, and so do the old keys
 * @param rowsPerSecond on average
 * @param faults the first of the unreadable rows
 */
public record ReencryptionView(
        String state,
        long pass,
        int content,
        int numberIndex,
        String stage,
        boolean working,
        long checked,
        long total,
        long renewed,
        long unreadable,
        long rowsPerSecond,
        Instant startedAt,
        Optional<Instant> finishedAt,
        List<Fault> faults) {

    public ReencryptionView {
        faults = List.copyOf(faults);
    }

    /**
     * A row that cannot be opened.
     *
     * @param table where it stands
     * @param reason why, in words
     */
    public record Fault(String table, MessageId messageId, ClientId clientId, String reason) {}
}
