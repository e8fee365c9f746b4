package org.messagebroker.certs.cli;

/** Ends a command with exit code 1: the message says what happened and what to do. */
final class CommandFailure extends RuntimeException {

    CommandFailure(String message) {
        super(message);
    }

    CommandFailure(String message, Throwable cause) {
        super(message, cause);
    }
}
