package org.messagebroker.bench.prove;

import java.io.IOException;

/** A promise was broken. The message says how. */
final class RefutedException extends IOException {

    RefutedException(String message) {
        super(message);
    }
}
