package org.messagebroker.server.tls;

import java.util.Arrays;
import java.util.Locale;
import org.messagebroker.api.ErrorCode;
import org.messagebroker.service.Problem;

/** Whose TLS is decided on. */
enum Listener {
    /** That of every proxy. */
    PROXY,
    /** The server's own. */
    SERVER;

    /** As it stands in paths and rows. */
    String wire() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** @throws Problem not_found for another name */
    static Listener parse(String wire) {
        return Arrays.stream(values())
                .filter(each -> each.wire().equals(wire))
                .findFirst()
                .orElseThrow(() -> Problem.of(ErrorCode.NOT_FOUND, "There are two listeners: proxy and server."));
    }
}
