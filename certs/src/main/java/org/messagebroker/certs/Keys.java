package org.messagebroker.certs;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.util.HexFormat;

/** Key pairs for certificates, and the least strength that the authority signs. */
public final class Keys {

    private static final int RSA_BITS = 3072;
    private static final int LEAST_RSA_BITS = 2048;
    /** Longer ones only cost time, and that is what who sends them may want. */
    private static final int MOST_RSA_BITS = 8192;

    private static final int LEAST_EC_BITS = 256;

    private static final int SHORT_NAME_BYTES = 4;
    private static final byte[] PROBE = "a key and its other half".getBytes(StandardCharsets.US_ASCII);

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

    static boolean isStrong(PublicKey key) {
        return switch (key) {
            case ECPublicKey ec -> ec.getParams().getOrder().bitLength() >= LEAST_EC_BITS;
            case RSAPublicKey rsa -> isBetween(rsa.getModulus().bitLength(), LEAST_RSA_BITS, MOST_RSA_BITS);
            default -> false;
        };
    }

    static void requireStrong(PublicKey key) {
        if (!isStrong(key)) {
            throw new IllegalArgumentException(
                    "the key is too weak or of another kind: use EC P-256 or stronger, or RSA of 2048 to 8192 bits");
        }
    }

    private static boolean isBetween(int bits, int least, int most) {
        return bits >= least && bits <= most;
    }

    /** Whether the two are halves of one pair: what one signs, the other verifies. */
    public static boolean belongTogether(PublicKey publicKey, PrivateKey privateKey) {
        try {
            Signature signature = Signature.getInstance(signature(privateKey));
            signature.initSign(privateKey);
            signature.update(PROBE);
            byte[] signed = signature.sign();
            signature.initVerify(publicKey);
            signature.update(PROBE);
            return signature.verify(signed);
        } catch (GeneralSecurityException notOfOneKind) {
            return false;
        }
    }

    /** Eight digits that tell keys apart. */
    static String shortName(PublicKey key) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(key.getEncoded());
            return HexFormat.of().formatHex(hash, 0, SHORT_NAME_BYTES);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java runtime has no SHA-256", e);
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
