package org.messagebroker.api;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What a verification of the audit has found.
 *
 * @param whole whether nothing was found
 */
public record AuditVerdict(boolean whole, Instant verifiedAt, List<ChainVerdict> chains) {

    public AuditVerdict {
        chains = List.copyOf(chains);
    }

    /**
     * One chain.
     *
     * @param rows how many were verified
     * @param removedUntil the last position whose time was over; 0 if none
     * @param head the newest row, as text to be kept elsewhere; absent when it is missing
     * @param findings what is wrong, by position; the first hundred
     * @param more whether there are more findings than told
     */
    public record ChainVerdict(
            String chain, long rows, long removedUntil, Optional<String> head, List<Finding> findings, boolean more) {

        public ChainVerdict {
            findings = List.copyOf(findings);
        }
    }

    /**
     * One thing that is wrong.
     *
     * @param position the row; absent where there is none
     * @param text in words
     */
    public record Finding(FindingKind kind, Optional<Long> position, String text) {}

    /** What is wrong. */
    public enum FindingKind {
        ALTERED,
        MISSING,
        INSERTED,
        MOVED,
        REPLACED,
        CUT,
        HEAD,
        SEGMENT
    }
}
