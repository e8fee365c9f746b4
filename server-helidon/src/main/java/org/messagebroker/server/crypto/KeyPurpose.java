package org.messagebroker.server.crypto;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

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

    /** The name in the database and on the wire. */
    public String wire() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Empty for a name that is none. */
    public static Optional<KeyPurpose> parse(String wire) {
        return Stream.of(values()).filter(each -> each.wire().equals(wire)).findFirst();
    }
}
