package org.messagebroker.admin.audit;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What acts are about: the first word of their names. */
enum Subject {
    USER,
    ROLE,
    SESSION,
    SECOND_FACTOR,
    CLIENT,
    API_KEY,
    CERTIFICATE,
    AUTHORITY,
    ENROLMENT,
    PROXY,
    POLICY,
    TLS,
    MESSAGE,
    QUARANTINE,
    RETENTION,
    ALERT,
    MAIL,
    KEY,
    SITE,
    AUDIT,
    LEDGER,
    INVENTORY;

    static Optional<Subject> byTag(String tag) {
        return Arrays.stream(values()).filter(each -> each.tag().equals(tag)).findFirst();
    }

    /** Of an act such as {@code user.create}. */
    static Optional<Subject> of(String action) {
        return byTag(action.replaceFirst("\\..*", ""));
    }

    /** The name in actions, addresses and keys. */
    String tag() {
        return name().toLowerCase(Locale.ROOT);
    }
}
