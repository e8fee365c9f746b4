package org.messagebroker.api;

/** Where a message that was given up stands. */
public enum DeadLetterState {
    /** Nothing is done with it. */
    DEAD,
    /** An administrator has put it back into the queue of its site; it is kept until it is stored or given up again. */
    REQUEUED
}
