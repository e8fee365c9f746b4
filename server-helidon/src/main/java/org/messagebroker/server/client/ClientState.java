package org.messagebroker.server.client;

import java.util.Arrays;
import java.util.Locale;
import org.messagebroker.service.Problem;

/** Whether a client may send. */
enum ClientState {
    ACTIVE,
    DISABLED;

    /** As it stands in rows and on the wire. */
    String wire() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** @throws Problem validation_error for another word */
    static ClientState parse(String wire) {
        return Arrays.stream(values())
                .filter(each -> each.wire().equals(wire))
                .findFirst()
                .orElseThrow(() -> Problem.invalidField("state", "must be active or disabled."));
    }
}
