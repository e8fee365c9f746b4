package org.messagebroker.bench.prove;

import java.io.IOException;

/** A promise was broken. The message says how. */
public final class RefutedException extends IOException {

    /** Says how. */
    public RefutedException(String message) {
        super(message);
    }
}
