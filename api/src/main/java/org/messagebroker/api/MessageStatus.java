package org.messagebroker.api;

import java.util.Locale;

/** Where a message stands. Written in lower case on the wire; the order is the order in which they are reached. */
public enum MessageStatus {
    /** Durable in the queue; no worker has taken it yet. */
    QUEUED,
    /** A worker has it, or has tried and will try again. */
    PROCESSING,
    /** Stored by the server. */
    DELIVERED,
    /** Given up: the server refused it, or the attempts are spent. */
    FAILED;

    /** The name on the wire. */
    public String wire() {
        return name().toLowerCase(Locale.ROOT);
    }
}
