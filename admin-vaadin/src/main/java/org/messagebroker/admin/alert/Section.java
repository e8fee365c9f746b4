package org.messagebroker.admin.alert;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** The parts of the page, one of which is shown. */
enum Section {
    CURRENT,
    HISTORY,
    RULES;

    static final String NAME = "show";

    static Optional<Section> byTag(String tag) {
        return Arrays.stream(values()).filter(each -> each.tag().equals(tag)).findFirst();
    }

    /** The name in addresses and keys. */
    String tag() {
        return name().toLowerCase(Locale.ROOT);
    }
}
