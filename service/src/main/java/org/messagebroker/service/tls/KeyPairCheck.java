package org.messagebroker.service.tls;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import org.messagebroker.service.StartException;

/** Whether a private key belongs to a certificate. */
final class KeyPairCheck {

    private static final byte[] SAMPLE = "the same pair?".getBytes(StandardCharsets.US_ASCII);

    private KeyPairCheck() {}

    static void requireMatch(PrivateKey key, PublicKey certified, Path file) throws GeneralSecurityException {
        Signature signature = Signature.getInstance(algorithm(certified));
        signature.initSign(key);
        signature.update(SAMPLE);
        byte[] signed = signature.sign();
        signature.initVerify(certified);
        signature.update(SAMPLE);
        if (!signature.verify(signed)) {
            throw new StartException("the private key " + file + " does not belong to the certificate beside it");
        }
    }

    private static String algorithm(PublicKey key) {
        return switch (key.getAlgorithm()) {
            case "EC" -> "SHA256withECDSA";
            case "RSA" -> "SHA256withRSA";
            default -> key.getAlgorithm();
        };
    }
}
