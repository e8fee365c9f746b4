package org.messagebroker.certs;

import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.List;

/**
 * An authority as everybody sees it: without its key. Who holds only this can check certificates and revocation lists,
 * and sign none.
 *
 * @param root the trust anchor
 * @param issuing the authority below it, which signs holders' certificates
 */
public record TrustedAuthority(X509Certificate root, X509Certificate issuing) {

    private static final int ID_LENGTH = 32;

    /**
     * Checks that the two belong together.
     *
     * @throws IllegalArgumentException when the root has not signed the issuing authority
     */
    public TrustedAuthority {
        requireSigned(issuing, root);
    }

    static void requireSigned(X509Certificate issuing, X509Certificate root) {
        if (!isSigned(issuing, root)) {
            throw new IllegalArgumentException("the issuing authority's certificate was not signed by this root");
        }
    }

    /** The authorities of these roots whose certificates are in the chain. */
    public static List<TrustedAuthority> presented(
            Collection<X509Certificate> roots, Collection<X509Certificate> chain) {
        return roots.stream()
                .flatMap(root -> chain.stream()
                        .filter(each -> each.getBasicConstraints() >= 0 && !each.equals(root) && isSigned(each, root))
                        .map(issuing -> new TrustedAuthority(root, issuing)))
                .toList();
    }

    /** What it is known by: the first 32 digits of its root's fingerprint. */
    public String id() {
        return Fingerprint.of(root).hex().substring(0, ID_LENGTH);
    }

    /** Whether its issuing key has signed the certificate. Dates and purposes are not looked at: {@link ChainCheck}. */
    public boolean hasSigned(X509Certificate certificate) {
        return isSigned(certificate, issuing);
    }

    /** Both certificates, the issuing one first. */
    public List<X509Certificate> certificates() {
        return List.of(issuing, root);
    }

    static boolean isSigned(X509Certificate certificate, X509Certificate signer) {
        try {
            certificate.verify(signer.getPublicKey());
            return certificate.getIssuerX500Principal().equals(signer.getSubjectX500Principal());
        } catch (GeneralSecurityException notItsSignature) {
            return false;
        }
    }
}
