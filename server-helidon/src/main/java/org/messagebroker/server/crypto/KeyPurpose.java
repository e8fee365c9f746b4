package org.messagebroker.server.crypto;

import java.util.Locale;

/** What a data key is for; one is never used for the other. */
public enum KeyPurpose {
    /** Encrypts bodies, numbers and dead letters. */
    CONTENT,
    /** Opens what proxies have sealed: an X25519 private key. */
    UNSEAL,
    /** Keys the HMAC under which numbers are searched. */
    NUMBER_INDEX;

    String algorithm() {
        return switch (this) {
            case CONTENT -> "AES";
            case UNSEAL -> "X25519";
            case NUMBER_INDEX -> "HmacSHA256";
        };
    }

    /** The name in the database. */
    String column() {
        return name().toLowerCase(Locale.ROOT);
    }
}
