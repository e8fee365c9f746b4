package org.messagebroker.server.audit;

import java.util.Optional;

/**
 * How far a chain has come. Kept outside the database it shows later whether the end of the chain was cut off.
 *
 * @param position of the newest row; 0 before the first
 * @param mac of the newest row
 */
record Head(Chain chain, long position, Mac mac) {

    /** As people keep it: {@code acts:1234:9f3a…}. */
    String text() {
        return chain.wire() + ":" + position + ":" + mac.hex();
    }

    static Optional<Head> parse(String text) {
        String[] parts = text.strip().split(":", -1);
        return parts.length == 3 && parts[1].matches("\\d{1,18}")
                ? Chain.parse(parts[0])
                        .flatMap(chain ->
                                Mac.parse(parts[2]).map(mac -> new Head(chain, Long.parseLong(parts[1]), mac)))
                : Optional.empty();
    }
}
