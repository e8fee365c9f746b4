package org.messagebroker.queue;

/**
 * The queue's name of one message in a worker's hand: an entry of a shard's stream. Its text is {@code shard/entry}. In the
 * order of the stream, as scripts want it.
 */
record Hold(Shard shard, long millis, long sequence) implements Comparable<Hold> {

    /** From Redis's form of an entry's id. */
    static Hold of(Shard shard, String entry) {
        String[] id = entry.split("-", 2);
        return new Hold(shard, Long.parseLong(id[0]), Long.parseLong(id[1]));
    }

    /** From the text. */
    static Hold parse(String text) {
        String[] parts = text.split("/", 2);
        return of(new Shard(Integer.parseInt(parts[0])), parts[1]);
    }

    /** As Redis names it. */
    String entry() {
        return millis + "-" + sequence;
    }

    @Override
    public int compareTo(Hold other) {
        int byTime = Long.compareUnsigned(millis, other.millis);
        return byTime == 0 ? Long.compareUnsigned(sequence, other.sequence) : byTime;
    }

    @Override
    public String toString() {
        return shard.index() + "/" + entry();
    }
}
