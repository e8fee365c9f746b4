package org.messagebroker.server.database;

/** The database refuses what a statement would write, and will refuse it again: too long, out of range, of a wrong form. */
public final class RefusedDataException extends RuntimeException {

    RefusedDataException(Throwable cause) {
        super("the database refuses a value", cause);
    }
}
