package org.messagebroker.certs;

import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;

/**
 * The certificate authority: a root that everybody trusts and an issuing authority below it that signs holders'
 * certificates. The root's key is needed only to make another issuing authority. Immutable and thread-safe.
 *
 * @param trustDomain the domain of the SPIFFE ids
 * @param root the trust anchor
 * @param issuing the authority below it
 * @param issuingKey signs holders' certificates
 */
public record CertificateAuthority(
        String trustDomain, X509Certificate root, X509Certificate issuing, PrivateKey issuingKey) {

    private static final int ID_LENGTH = 32;
    private static final Duration ROOT_LIFE = Duration.ofDays(20 * 365);
    private static final Duration ISSUING_LIFE = Duration.ofDays(15 * 365);

    /** A new authority, with the root's key beside it for safe keeping elsewhere. */
    public static Founded found(String trustDomain, InstantSource clock) {
        KeyPair rootKey = Keys.ec();
        KeyPair issuingKey = Keys.ec();
        Instant begin = clock.instant().minus(Validity.SKEW);
        X509Certificate root =
                CertificateForm.root(trustDomain + " root", rootKey, new Validity(begin, begin.plus(ROOT_LIFE)));
        X509Certificate issuing = CertificateForm.issuing(
                trustDomain + " issuing",
                issuingKey.getPublic(),
                new Validity(begin, begin.plus(ISSUING_LIFE)),
                new Signer(root, rootKey.getPrivate()));
        CertificateAuthority authority = new CertificateAuthority(trustDomain, root, issuing, issuingKey.getPrivate());
        return new Founded(authority, rootKey.getPrivate());
    }

    /** A certificate for a new EC key pair. */
    public Issued issue(LeafRequest request) {
        return issue(request, Keys.ec());
    }

    /** A certificate for the given pair. */
    public Issued issue(LeafRequest request, KeyPair keys) {
        return new Issued(chain(request, keys.getPublic()), keys.getPrivate());
    }

    /**
     * The chain for a holder's public key: its certificate, then the issuing authority's.
     *
     * @throws IllegalArgumentException if the key is weak or the validity exceeds the authority's own
     */
    public List<X509Certificate> chain(LeafRequest request, PublicKey key) {
        Keys.requireStrong(key);
        requireWithinOwnLife(request.validity());
        X509Certificate leaf = CertificateForm.leaf(request, trustDomain, key, new Signer(issuing, issuingKey));
        return List.of(leaf, issuing);
    }

    private void requireWithinOwnLife(Validity validity) {
        if (validity.notAfter().isAfter(issuing.getNotAfter().toInstant())) {
            throw new IllegalArgumentException("a certificate cannot outlive its authority, which ends "
                    + issuing.getNotAfter().toInstant());
        }
    }

    /** What it is known by: the first 32 digits of its root's fingerprint. */
    public String id() {
        return Fingerprint.of(root).hex().substring(0, ID_LENGTH);
    }

    /** Hides the key. */
    @Override
    public String toString() {
        return "CertificateAuthority[" + trustDomain + "]";
    }

    /** A new authority and the root's private key, which does not belong on a running server. */
    public record Founded(CertificateAuthority authority, PrivateKey rootKey) {
        @Override
        public String toString() {
            return "Founded[" + authority + "]";
        }
    }

    /** Who signs a certificate. */
    record Signer(X509Certificate certificate, PrivateKey key) {}
}
