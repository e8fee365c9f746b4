package org.messagebroker.admin.message;

import java.util.Locale;

/** What the page of messages shows. */
enum Shown {
    LOADING,
    ROWS,
    EMPTY,
    UNAVAILABLE,
    REFUSED;

    String key() {
        return name().toLowerCase(Locale.ROOT);
    }
}
