package org.messagebroker.server.database;

/** The database would forget in a power cut what it commits, so nothing was committed. The message names the setting. */
public final class UnsafeDatabaseException extends RuntimeException {
    UnsafeDatabaseException(String fault) {
        super(fault);
    }
}
