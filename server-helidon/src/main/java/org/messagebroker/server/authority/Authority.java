package org.messagebroker.server.authority;

import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Optional;
import org.messagebroker.api.PolicyVersion;
import org.messagebroker.certs.CertificateAuthority;
import org.messagebroker.certs.Fingerprint;
import org.messagebroker.certs.TrustedAuthority;

/**
 * An authority as the database holds it. {@link #toString()} hides the key.
 *
 * @param id the first 32 hexadecimal digits of the root's fingerprint
 * @param sealedKey the issuing key under the master key; absent once it is retired
 * @param trustedSince the policy with which proxies learn of it
 */
public record Authority(
        String id,
        AuthorityState state,
        X509Certificate root,
        X509Certificate issuing,
        Optional<byte[]> sealedKey,
        PolicyVersion trustedSince,
        Instant createdAt) {

    /** The domain of the SPIFFE ids in all certificates. */
    public static final String TRUST_DOMAIN = "message-broker";

    private static final int ID_LENGTH = 32;

    static Authority of(
            CertificateAuthority authority,
            AuthorityState state,
            byte[] sealedKey,
            PolicyVersion trustedSince,
            Instant now) {
        return new Authority(
                authority.id(),
                state,
                authority.root(),
                authority.issuing(),
                Optional.of(sealedKey),
                trustedSince,
                now);
    }

    /** What the authority of this root is known by. */
    static String idOf(X509Certificate root) {
        return Fingerprint.of(root).hex().substring(0, ID_LENGTH);
    }

    /** What everybody may see of it. */
    public TrustedAuthority withoutKey() {
        return new TrustedAuthority(root, issuing);
    }

    public boolean isTrusted() {
        return state != AuthorityState.RETIRED;
    }

    /** Whether its key has signed this certificate. */
    public boolean signed(X509Certificate certificate) {
        return withoutKey().hasSigned(certificate);
    }

    @Override
    public String toString() {
        return "Authority[" + id + ", " + state.wire() + "]";
    }
}
