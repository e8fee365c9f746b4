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

    private static final Duration ROOT_LIFE = Duration.ofDays(20 * 365);
    private static final Duration ISSUING_LIFE = Duration.ofDays(15 * 365);

    /**
     * Checks that root, issuing authority and key belong together.
     *
     * @throws IllegalArgumentException saying which does not
     */
    public CertificateAuthority {
        TrustedAuthority.requireSigned(issuing, root);
        if (!Keys.belongTogether(issuing.getPublicKey(), issuingKey)) {
            throw new IllegalArgumentException("the key is not the one of the issuing authority's certificate");
        }
    }

    /** A new authority on EC keys, with the root's key beside it for safe keeping elsewhere. */
    public static Founded found(String trustDomain, InstantSource clock) {
        return found(trustDomain, KeyKind.EC, clock);
    }

    /** A new authority, with the root's key beside it for safe keeping elsewhere. */
    public static Founded found(String trustDomain, KeyKind kind, InstantSource clock) {
        KeyPair rootKey = kind.create();
        KeyPair issuingKey = kind.create();
        X509Certificate root = CertificateForm.root(trustDomain + " root", rootKey, validity(ROOT_LIFE, clock));
        X509Certificate issuing = CertificateForm.issuing(
                trustDomain + " issuing",
                issuingKey.getPublic(),
                validity(ISSUING_LIFE, clock),
                new Signer(root, rootKey.getPrivate()));
        CertificateAuthority authority = new CertificateAuthority(trustDomain, root, issuing, issuingKey.getPrivate());
        return new Founded(authority, rootKey.getPrivate());
    }

    /**
     * Another issuing authority below the same root, with a name and a key of its own. Whoever trusts the root trusts
     * it at once.
     *
     * @throws IllegalArgumentException when the key is not the root's, or the root does not live for long enough
     */
    public static CertificateAuthority below(
            String trustDomain, X509Certificate root, PrivateKey rootKey, KeyKind kind, InstantSource clock) {
        if (!Keys.belongTogether(root.getPublicKey(), rootKey)) {
            throw new IllegalArgumentException("the key is not the one of the root's certificate");
        }
        KeyPair keys = kind.create();
        X509Certificate issuing = CertificateForm.issuing(
                trustDomain + " issuing " + Keys.shortName(keys.getPublic()),
                keys.getPublic(),
                within(root, validity(ISSUING_LIFE, clock)),
                new Signer(root, rootKey));
        return new CertificateAuthority(trustDomain, root, issuing, keys.getPrivate());
    }

    private static Validity validity(Duration life, InstantSource clock) {
        Instant begin = clock.instant().minus(Validity.SKEW);
        return new Validity(begin, begin.plus(life));
    }

    /**
     * What was asked for, cut short where this authority ends.
     *
     * @throws IllegalArgumentException when it has ended
     */
    public Validity withinOwnLife(Validity asked) {
        return within(issuing, asked);
    }

    private static Validity within(X509Certificate above, Validity validity) {
        Instant end = above.getNotAfter().toInstant();
        if (!end.isAfter(validity.notBefore())) {
            throw new IllegalArgumentException("the authority above has ended, on " + end);
        }
        return validity.notAfter().isAfter(end) ? new Validity(validity.notBefore(), end) : validity;
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
        return withoutKey().id();
    }

    /** What everybody may see of it. */
    public TrustedAuthority withoutKey() {
        return new TrustedAuthority(root, issuing);
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
