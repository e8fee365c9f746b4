package org.messagebroker.server.crypto;

/** What was to be stored is sealed under keys that have been rotated meanwhile; seal it again. */
public final class OutdatedKeysException extends RuntimeException {
    OutdatedKeysException() {
        super("the keys were rotated while something was sealed", null, false, false);
    }
}
