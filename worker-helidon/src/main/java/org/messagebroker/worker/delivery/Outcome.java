package org.messagebroker.worker.delivery;

/** What became of one message at the server. */
public sealed interface Outcome {

    /** Stored by this call. */
    record Delivered() implements Outcome {}

    /** Stored by an earlier call. */
    record Duplicate() implements Outcome {}

    /** Not stored now; worth another try. */
    record RetryLater(String reason) implements Outcome {}

    /** Never to be stored. */
    record Rejected(String reason) implements Outcome {}
}
