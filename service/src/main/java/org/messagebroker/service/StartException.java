package org.messagebroker.service;

/** A service cannot start; the message tells the operator why and what to do, in one line. */
public final class StartException extends RuntimeException {

    public StartException(String message) {
        super(message);
    }

    public StartException(String message, Throwable cause) {
        super(message, cause);
    }
}
