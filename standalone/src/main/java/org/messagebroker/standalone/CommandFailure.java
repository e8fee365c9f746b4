package org.messagebroker.standalone;

/** Ends a command: a message that says what happened and what to do, and the exit code. */
final class CommandFailure extends RuntimeException {

    private final Exit exit;

    CommandFailure(Exit exit, String message) {
        super(message);
        this.exit = exit;
    }

    CommandFailure(Exit exit, String message, Throwable cause) {
        super(message, cause);
        this.exit = exit;
    }

    /** Says what another part's exception, made for a person, says. */
    static CommandFailure because(RuntimeException cause) {
        return new CommandFailure(Exit.FAILED, String.valueOf(cause.getMessage()), cause);
    }

    Exit exit() {
        return exit;
    }
}
