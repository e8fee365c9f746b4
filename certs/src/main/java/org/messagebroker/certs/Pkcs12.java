package org.messagebroker.certs;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.stream.Stream;

/** A certificate, its chain and its key in one file, for programs that take no PEM (RFC 7292; AES-256, as Java writes it). */
public final class Pkcs12 {

    private static final int SHORTEST = 12;

    private Pkcs12() {}

    /**
     * The file.
     *
     * @param root goes in at the end of the chain
     * @param password at least 12 characters
     * @throws IllegalArgumentException when the password is shorter
     */
    public static byte[] of(Issued issued, X509Certificate root, char[] password) {
        if (password.length < SHORTEST) {
            throw new IllegalArgumentException(
                    "the password of a PKCS#12 file has " + SHORTEST + " characters or more");
        }
        try {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            X509Certificate[] chain =
                    Stream.concat(issued.chain().stream(), Stream.of(root)).toArray(X509Certificate[]::new);
            store.setKeyEntry("key", issued.key(), password, chain);
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            store.store(out, password);
            return out.toByteArray();
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException("the PKCS#12 file could not be made", e);
        }
    }
}
