package org.messagebroker.cli;

/** Ends a command: the message says what happened and what to do. */
final class CommandFailure extends RuntimeException {

    private static final int FAILED = 1;
    private static final int NOT_RUNNING = 3;

    private final int exitCode;

    CommandFailure(String message) {
        super(message);
        this.exitCode = FAILED;
    }

    CommandFailure(String message, Throwable cause) {
        this(message, cause, FAILED);
    }

    private CommandFailure(String message, Throwable cause, int exitCode) {
        super(message, cause);
        this.exitCode = exitCode;
    }

    /** Nobody answers there. */
    static CommandFailure notReached(String message, Throwable cause) {
        return new CommandFailure(message, cause, NOT_RUNNING);
    }

    int exitCode() {
        return exitCode;
    }
}
