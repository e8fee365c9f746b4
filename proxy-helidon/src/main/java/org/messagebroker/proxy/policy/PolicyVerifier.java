package org.messagebroker.proxy.policy;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.Signature;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Collection;
import java.util.List;
import java.util.function.Supplier;
import org.messagebroker.api.Policy;
import org.messagebroker.api.SignedPolicy;
import org.messagebroker.service.Problem;
import org.messagebroker.service.json.Json;
import org.messagebroker.service.tls.Peer;
import org.messagebroker.service.tls.TrustedChain;

/**
 * Takes a policy only from a server of an authority that is trusted: by its signature, whatever way it came. Thread-safe.
 * Decision: docs/decisions/2026-11-24-policy-at-the-proxy.md.
 */
final class PolicyVerifier {

    private final Supplier<Collection<X509Certificate>> authorities;
    private final InstantSource clock;

    PolicyVerifier(Supplier<Collection<X509Certificate>> authorities, InstantSource clock) {
        this.authorities = authorities;
        this.clock = clock;
    }

    HeldPolicy verify(SignedPolicy signed) throws PolicyFault {
        byte[] policy = decoded(signed.policy());
        List<X509Certificate> signer = signer(signed);
        requireSigned(policy, decoded(signed.signature()), signer.getFirst());
        return HeldPolicy.of(parsed(policy), signer);
    }

    private List<X509Certificate> signer(SignedPolicy signed) throws PolicyFault {
        try {
            List<X509Certificate> chain = TrustedChain.parse(signed.signer());
            var _ = TrustedChain.of(chain.getFirst(), chain, authorities.get(), clock.instant());
            requireServer(chain.getFirst());
            return chain;
        } catch (CertificateException e) {
            throw new PolicyFault("its signer's certificate is not trusted: " + e.getMessage(), e);
        }
    }

    private static void requireServer(X509Certificate signer) throws PolicyFault {
        try {
            if (Peer.of(signer).role() != Peer.Role.SERVER) {
                throw new PolicyFault("its signer is not a server");
            }
        } catch (Problem noIdentity) {
            throw new PolicyFault("its signer is nobody known here", noIdentity);
        }
    }

    private static void requireSigned(byte[] policy, byte[] signature, X509Certificate signer) throws PolicyFault {
        try {
            Signature check = Signature.getInstance(algorithm(signer));
            check.initVerify(signer.getPublicKey());
            check.update(SignedPolicy.SIGNED_PREFIX.getBytes(StandardCharsets.UTF_8));
            check.update(policy);
            if (!check.verify(signature)) {
                throw new PolicyFault("its signature is not its signer's");
            }
        } catch (GeneralSecurityException e) {
            throw new PolicyFault("its signature cannot be checked", e);
        }
    }

    private static String algorithm(X509Certificate signer) {
        return signer.getPublicKey().getAlgorithm().equals("RSA") ? "SHA256withRSA" : "SHA256withECDSA";
    }

    private static byte[] decoded(String base64) throws PolicyFault {
        try {
            return Base64.getDecoder().decode(base64);
        } catch (IllegalArgumentException e) {
            throw new PolicyFault("it is not base64", e);
        }
    }

    private static Policy parsed(byte[] json) throws PolicyFault {
        try {
            return Json.parse(json, Policy.class);
        } catch (Problem unreadable) {
            throw new PolicyFault("it cannot be read: " + unreadable.told(), unreadable);
        }
    }
}
