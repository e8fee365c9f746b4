package org.messagebroker.service.tls;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.cert.X509Certificate;
import java.util.HexFormat;

/** By what a certificate is known everywhere. */
public final class Fingerprint {

    private Fingerprint() {}

    /** SHA-256 over the DER form, lower-case hexadecimal. */
    public static String of(X509Certificate certificate) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(certificate.getEncoded()));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("a certificate without a DER form, or a Java without SHA-256", e);
        }
    }
}
