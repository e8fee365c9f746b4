package org.messagebroker.sealing;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.time.Instant;
import org.messagebroker.certs.Issued;
import org.messagebroker.certs.Role;
import org.messagebroker.testing.TestCertificates;

/**
 * A proxy with a certificate and key.
 *
 * @param fingerprint the one that it claims to be its own
 */
record TestProxy(Issued issued, byte[] fingerprint) implements Signer {

    static TestProxy of(TestCertificates certificates, String name) {
        Issued issued = certificates.issue(Role.PROXY, name);
        try {
            byte[] fingerprint = MessageDigest.getInstance("SHA-256")
                    .digest(issued.certificate().getEncoded());
            return new TestProxy(issued, fingerprint);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Claims another's fingerprint. */
    TestProxy under(byte[] other) {
        return new TestProxy(issued, other);
    }

    X509Certificate certificate() {
        return issued.certificate();
    }

    @Override
    public Instant until() {
        return certificate().getNotAfter().toInstant();
    }

    @Override
    public byte[] sign(byte[] content) {
        try {
            Signature signature = Signature.getInstance("SHA256withECDSA");
            signature.initSign(issued.key());
            signature.update(content);
            return signature.sign();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
