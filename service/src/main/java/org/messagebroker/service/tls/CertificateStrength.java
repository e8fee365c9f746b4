package org.messagebroker.service.tls;

import java.io.IOException;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.EdECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.PSSParameterSpec;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Which keys and signatures are strong enough: RSA from 2048 bits, EC from 256, Ed25519 and Ed448; SHA-2 and up. */
final class CertificateStrength {

    private static final Set<String> SIGNATURES = Set.of(
            "SHA256WITHRSA",
            "SHA384WITHRSA",
            "SHA512WITHRSA",
            "SHA256WITHECDSA",
            "SHA384WITHECDSA",
            "SHA512WITHECDSA",
            "ED25519",
            "ED448",
            "EDDSA");
    private static final Set<String> DIGESTS = Set.of("SHA-256", "SHA-384", "SHA-512");

    private CertificateStrength() {}

    /** What is too weak about the certificate; empty when nothing is. */
    static Optional<String> fault(X509Certificate certificate) {
        if (!isStrong(certificate.getPublicKey())) {
            return Optional.of("weak key (" + certificate.getPublicKey().getAlgorithm() + ")");
        }
        return isStrongSignature(certificate)
                ? Optional.empty()
                : Optional.of("weak signature (" + certificate.getSigAlgName() + ")");
    }

    private static boolean isStrong(PublicKey key) {
        return switch (key) {
            case RSAPublicKey rsa -> rsa.getModulus().bitLength() >= 2048;
            case ECPublicKey ec -> ec.getParams().getOrder().bitLength() >= 256;
            case EdECPublicKey _ -> true;
            default -> false;
        };
    }

    private static boolean isStrongSignature(X509Certificate certificate) {
        String name = certificate.getSigAlgName().toUpperCase(Locale.ROOT);
        return name.equals("RSASSA-PSS") ? isStrongPss(certificate.getSigAlgParams()) : SIGNATURES.contains(name);
    }

    private static boolean isStrongPss(byte[] encoded) {
        try {
            AlgorithmParameters parameters = AlgorithmParameters.getInstance("RSASSA-PSS");
            parameters.init(encoded);
            return DIGESTS.contains(
                    parameters.getParameterSpec(PSSParameterSpec.class).getDigestAlgorithm());
        } catch (GeneralSecurityException | IOException unreadable) {
            return false;
        }
    }
}
