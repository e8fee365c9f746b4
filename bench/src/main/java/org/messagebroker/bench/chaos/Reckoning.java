package org.messagebroker.bench.chaos;

import java.util.BitSet;
import java.util.List;
import java.util.UUID;
import java.util.function.LongPredicate;

/** Compares what clients were told with the decrypted rows. First all that was told, then all rows. One thread at a time. */
final class Reckoning {

    private final long[] high;
    private final long[] low;
    private final LongPredicate wasRefused;
    private final BitSet accepted = new BitSet();
    private final BitSet kept = new BitSet();
    private final BitSet seen = new BitSet();
    private long rows;
    private long duplicated;
    private long unanswered;
    private long refused;

    /**
     * Of nothing yet.
     *
     * @param numbers one more than the greatest number of a message
     * @param wasRefused whether the message of a number was refused outright
     */
    Reckoning(int numbers, LongPredicate wasRefused) {
        high = new long[numbers];
        low = new long[numbers];
        this.wasRefused = wasRefused;
    }

    /** A client was told that its message of this number is accepted under this id. */
    void told(long number, UUID id) {
        accepted.set((int) number);
        high[(int) number] = id.getMostSignificantBits();
        low[(int) number] = id.getLeastSignificantBits();
    }

    /** There is a row of this id with this text. */
    void row(UUID id, String text) {
        rows++;
        int number = Integer.parseInt(text.substring(Clients.TEXT.length()));
        if (seen.get(number)) {
            duplicated++;
        }
        seen.set(number);
        if (accepted.get(number)) {
            kept.set(number, kept.get(number) || isOf(number, id));
        } else if (wasRefused.test(number)) {
            refused++;
        } else {
            unanswered++;
        }
    }

    private boolean isOf(int number, UUID id) {
        return high[number] == id.getMostSignificantBits() && low[number] == id.getLeastSignificantBits();
    }

    /** How many rows there are. */
    long stored() {
        return rows;
    }

    /** The numbers of accepted messages that have no row of that id and text. */
    List<Integer> lost() {
        BitSet lost = (BitSet) accepted.clone();
        lost.andNot(kept);
        return lost.stream().boxed().toList();
    }

    /** Rows beyond the first of one message, and so of one id or one idempotency key. */
    long duplicated() {
        return duplicated;
    }

    /** Rows of messages whose sender was not answered, or was told that the outcome is unknown. */
    long unanswered() {
        return unanswered;
    }

    /** Rows of messages that were refused outright. */
    long refused() {
        return refused;
    }
}
