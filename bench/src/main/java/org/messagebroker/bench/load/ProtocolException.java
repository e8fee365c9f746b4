package org.messagebroker.bench.load;

import java.io.IOException;

/** The answer is not the HTTP that was asked for: its framing, not its meaning, is wrong. */
final class ProtocolException extends IOException {
    ProtocolException(String message) {
        super(message);
    }
}
