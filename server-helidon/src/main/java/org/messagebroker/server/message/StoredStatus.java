package org.messagebroker.server.message;

import org.messagebroker.api.MessageStatus;

/**
 * A status as the database orders it: within one requeue epoch it only moves forward. Delivered comes after failed, so
 * that neither a late dead letter undoes a delivery nor a given-up message that arrives after all is lost.
 */
enum StoredStatus {
    QUEUED(MessageStatus.QUEUED),
    PROCESSING(MessageStatus.PROCESSING),
    FAILED(MessageStatus.FAILED),
    DELIVERED(MessageStatus.DELIVERED);

    private final MessageStatus status;

    StoredStatus(MessageStatus status) {
        this.status = status;
    }

    static StoredStatus of(MessageStatus status) {
        return switch (status) {
            case QUEUED -> QUEUED;
            case PROCESSING -> PROCESSING;
            case FAILED -> FAILED;
            case DELIVERED -> DELIVERED;
        };
    }

    static StoredStatus ofRank(long rank) {
        return values()[Math.toIntExact(rank)];
    }

    /** The number in the database. */
    int rank() {
        return ordinal();
    }

    MessageStatus status() {
        return status;
    }
}
