package org.messagebroker.server.message;

import java.util.stream.Stream;
import org.messagebroker.api.MessageStatus;

/**
 * A status as the database orders it: within one requeue epoch it only moves forward. Delivered comes after failed, so
 * that neither a late dead letter undoes a delivery nor a given-up message that arrives after all is lost.
 */
enum StoredStatus {
    QUEUED(0, MessageStatus.QUEUED),
    PROCESSING(1, MessageStatus.PROCESSING),
    FAILED(2, MessageStatus.FAILED),
    DELIVERED(3, MessageStatus.DELIVERED);

    private final int rank;
    private final MessageStatus status;

    StoredStatus(int rank, MessageStatus status) {
        this.rank = rank;
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
        return Stream.of(values())
                .filter(each -> each.rank == rank)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("the database holds the unknown status " + rank));
    }

    /** The number in the database. */
    int rank() {
        return rank;
    }

    MessageStatus status() {
        return status;
    }
}
