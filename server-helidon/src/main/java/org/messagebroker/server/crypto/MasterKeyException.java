package org.messagebroker.server.crypto;

/** The master key is missing, unsafe or the wrong one. The message says what to do and holds no secret. */
public final class MasterKeyException extends RuntimeException {
    MasterKeyException(String message) {
        super(message);
    }

    MasterKeyException(String message, Throwable cause) {
        super(message, cause);
    }
}
