package org.messagebroker.api;

import java.util.Comparator;

/**
 * Which policy: a later one has a higher epoch, or the same epoch and a higher number. A restore of the server's database
 * begins a new epoch, so that what it has forgotten is never taken for newer.
 *
 * @param epoch 0 for none at all
 * @param number within the epoch
 */
public record PolicyVersion(long epoch, long number) implements Comparable<PolicyVersion> {

    /** Before every policy. */
    public static final PolicyVersion NONE = new PolicyVersion(0, 0);

    private static final Comparator<PolicyVersion> ORDER =
            Comparator.comparingLong(PolicyVersion::epoch).thenComparingLong(PolicyVersion::number);

    @Override
    public int compareTo(PolicyVersion other) {
        return ORDER.compare(this, other);
    }

    /** Whether this one replaces the other. */
    public boolean isAfter(PolicyVersion other) {
        return compareTo(other) > 0;
    }

    @Override
    public String toString() {
        return epoch + "." + number;
    }
}
