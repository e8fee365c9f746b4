package org.messagebroker.server.crypto;

import java.util.Locale;

/** What a data key is for; one is never used for the other. */
public enum KeyPurpose {
    /** Encrypts bodies, numbers and dead letters. */
    CONTENT,
    /** Keys the HMAC under which numbers are searched. */
    NUMBER_INDEX;

    /** The name in the database. */
    String column() {
        return name().toLowerCase(Locale.ROOT);
    }
}
