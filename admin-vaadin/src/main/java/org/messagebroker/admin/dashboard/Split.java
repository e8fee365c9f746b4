package org.messagebroker.admin.dashboard;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** By what the messages of a chart are told apart. */
enum Split {
    STATUS,
    CLIENT;

    String wire() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Optional<Split> parse(String text) {
        return Arrays.stream(values()).filter(each -> each.wire().equals(text)).findFirst();
    }
}
