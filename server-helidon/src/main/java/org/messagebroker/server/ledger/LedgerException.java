package org.messagebroker.server.ledger;

/** The ledger cannot be read or written, or is not as this system wrote it. The message says so to an administrator. */
public final class LedgerException extends RuntimeException {

    LedgerException(String message) {
        super(message);
    }

    LedgerException(String message, Throwable cause) {
        super(message, cause);
    }
}
