package org.messagebroker.liquibase;

/** The schema could not be brought up to date. The message says why, to a person. */
public final class MigrationException extends RuntimeException {

    MigrationException(String message) {
        super(message);
    }

    MigrationException(String message, Throwable cause) {
        super(message, cause);
    }
}
