package org.messagebroker.server.database;

/** The database could not be asked, or not in time. Nothing was committed; a repeat may succeed. */
public final class DatabaseUnavailableException extends RuntimeException {
    DatabaseUnavailableException(String message, Throwable cause) {
        super(message, cause);
    }
}
