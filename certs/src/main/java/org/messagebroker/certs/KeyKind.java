package org.messagebroker.certs;

import java.security.KeyPair;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;

/** The kinds of key pair that the authority makes. */
public enum KeyKind {
    /** On the curve P-256: the default. */
    EC(Keys::ec),
    /** Of 3072 bits: for holders that cannot use elliptic curves. */
    RSA(Keys::rsa);

    private final Supplier<KeyPair> generator;

    KeyKind(Supplier<KeyPair> generator) {
        this.generator = generator;
    }

    /** A new pair. */
    public KeyPair create() {
        return generator.get();
    }

    /** The kind of this name, {@code ec} or {@code rsa}; empty when there is none. */
    public static Optional<KeyKind> parse(String wire) {
        return Arrays.stream(values())
                .filter(each -> each.name().toLowerCase(Locale.ROOT).equals(wire))
                .findFirst();
    }
}
