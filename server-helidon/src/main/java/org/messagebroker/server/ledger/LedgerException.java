package org.messagebroker.server.ledger;

/** The ledger is not as this system wrote it. The message says where, to an administrator. */
public final class LedgerException extends RuntimeException {

    LedgerException(String message) {
        super(message);
    }
}
