package org.messagebroker.api;

/** Why a message was given up. */
public enum DeadLetterKind {
    /** The server has refused it. */
    REJECTED,
    /** It was tried as often as allowed. */
    SPENT
}
