package org.messagebroker.certs;

import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.ECGenParameterSpec;

/** Key pairs for certificates, and the least strength that the authority signs. */
public final class Keys {

    private static final int RSA_BITS = 3072;
    private static final int LEAST_RSA_BITS = 2048;
    private static final int LEAST_EC_BITS = 256;

    private Keys() {}

    /** A new pair on the curve P-256, the default. */
    public static KeyPair ec() {
        return generate("EC", generator -> generator.initialize(new ECGenParameterSpec("secp256r1")));
    }

    /** A new RSA pair of 3072 bits, for holders that cannot use elliptic curves. */
    public static KeyPair rsa() {
        return generate("RSA", generator -> generator.initialize(RSA_BITS));
    }

    /** The signature algorithm of a key. */
    static String signature(PrivateKey key) {
        return "EC".equals(key.getAlgorithm()) ? "SHA256withECDSA" : "SHA256withRSA";
    }

    static void requireStrong(PublicKey key) {
        boolean strong = switch (key) {
            case ECPublicKey ec -> ec.getParams().getOrder().bitLength() >= LEAST_EC_BITS;
            case RSAPublicKey rsa -> rsa.getModulus().bitLength() >= LEAST_RSA_BITS;
            default -> false;
        };
        if (!strong) {
            throw new IllegalArgumentException(
                    "the key is too weak: use EC P-256 or stronger, or RSA of 2048 bits or more");
        }
    }

    private static KeyPair generate(String algorithm, Setup setup) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm);
            setup.on(generator);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java runtime cannot make " + algorithm + " keys", e);
        }
    }

    private interface Setup {
        void on(KeyPairGenerator generator) throws GeneralSecurityException;
    }
}
