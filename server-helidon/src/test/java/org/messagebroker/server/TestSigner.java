package org.messagebroker.server;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.Signature;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import org.messagebroker.certs.Issued;
import org.messagebroker.sealing.Signer;

/** Signs data keys as a proxy with this certificate does. */
public record TestSigner(Issued proxy) implements Signer {

    @Override
    public Instant until() {
        return proxy.certificate().getNotAfter().toInstant();
    }

    @Override
    public byte[] fingerprint() {
        try {
            return MessageDigest.getInstance("SHA-256").digest(der(proxy.certificate()));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public byte[] sign(byte[] content) {
        try {
            Signature signature = Signature.getInstance("SHA256withECDSA");
            signature.initSign(proxy.key());
            signature.update(content);
            return signature.sign();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    public static byte[] der(X509Certificate certificate) {
        try {
            return certificate.getEncoded();
        } catch (CertificateEncodingException e) {
            throw new IllegalStateException(e);
        }
    }
}
