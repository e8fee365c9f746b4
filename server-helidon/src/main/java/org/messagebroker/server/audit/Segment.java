package org.messagebroker.server.audit;

import java.time.Instant;

/**
 * What stands in the place of rows whose time was over: the rest of the chain is verified from here.
 *
 * @param first position of the first row removed
 * @param last position of the last one
 * @param lastMac the mac of the last one, which the next row follows
 */
record Segment(Chain chain, long first, long last, Instant firstAt, Instant lastAt, Mac lastMac, Instant removedAt) {

    /** With the proof that a server has removed them. */
    record Signed(Segment segment, Mac signature) {}
}
