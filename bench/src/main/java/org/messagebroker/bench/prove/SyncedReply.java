package org.messagebroker.bench.prove;

import java.util.function.BiPredicate;
import java.util.function.Predicate;
import org.messagebroker.bench.prove.SystemCall.Log;

/** A write, the sync that made it durable, and the reply that was sent after that sync had returned. */
record SyncedReply(SystemCall write, SystemCall sync, SystemCall reply) {

    /**
     * Finds the three in this order.
     *
     * @param what for the refutation's text
     * @param reply whether the second call tells what the first has written
     * @throws RefutedException if the reply began before the sync had returned, the sync failed, or one of them is missing
     */
    static SyncedReply find(
            Log log,
            String what,
            Predicate<SystemCall> write,
            Predicate<SystemCall> sync,
            BiPredicate<SystemCall, SystemCall> reply)
            throws RefutedException {
        int written = log.next(0, write).orElseThrow(() -> missing(what, "no write of it was seen"));
        int synced = log.next(written + 1, sync).orElseThrow(() -> missing(what, "nothing was synced after it"));
        int told = log.next(written + 1, call -> reply.test(log.at(written), call))
                .orElseThrow(() -> missing(what, "no reply was seen"));
        SyncedReply found = new SyncedReply(log.at(written), log.at(synced), log.at(told));
        if (!found.isInOrder()) {
            throw missing(what, "it was told before it was synced: " + found);
        }
        return found;
    }

    private boolean isInOrder() {
        return write.succeeded() && sync.succeeded() && sync.ended() < reply.begun();
    }

    private static RefutedException missing(String what, String fault) {
        return new RefutedException(what + ": " + fault);
    }

    @Override
    public String toString() {
        return write.brief() + ", " + sync.brief() + " = 0, " + reply.brief();
    }
}
