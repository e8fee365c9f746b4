package org.messagebroker.service.tls;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.cert.CertPathBuilder;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.CollectionCertStoreParameters;
import java.security.cert.PKIXBuilderParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509CertSelector;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Collection;
import java.util.Date;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Checks that a certificate comes from an authority (RFC 5280, section 6); revocation is not looked at here. */
public final class TrustedChain {

    private static final int LONGEST_PATH = 3;

    private TrustedChain() {}

    /**
     * Builds the path from a certificate to one of the authorities.
     *
     * @param sent certificates that may stand between; they prove nothing by themselves
     * @param at when every certificate of the path must be valid
     * @return the path, leaf first, the authority left out
     * @throws CertificateException if there is no such path, or a key or signature on it is too weak
     */
    public static List<X509Certificate> of(
            X509Certificate leaf, Collection<X509Certificate> sent, Collection<X509Certificate> authorities, Instant at)
            throws CertificateException {
        List<X509Certificate> path = build(leaf, sent, authorities, at);
        for (X509Certificate certificate : path) {
            if (CertificateStrength.fault(certificate).isPresent()) {
                throw new CertificateException(
                        CertificateStrength.fault(certificate).get());
            }
        }
        return path;
    }

    /**
     * Reads certificates in PEM, with comments between them or without.
     *
     * @throws CertificateException if there is none, or one cannot be read
     */
    public static List<X509Certificate> parse(String pem) throws CertificateException {
        List<X509Certificate> certificates = CertificateFactory.getInstance("X.509")
                .generateCertificates(new ByteArrayInputStream(pem.getBytes(StandardCharsets.UTF_8)))
                .stream()
                .map(X509Certificate.class::cast)
                .toList();
        if (certificates.isEmpty()) {
            throw new CertificateException("no certificate (PEM)");
        }
        return certificates;
    }

    /**
     * Reads a file of certificates in PEM.
     *
     * @throws org.messagebroker.service.StartException if it is missing, or not such a file
     */
    public static List<X509Certificate> read(Path file) {
        return KeyFile.certificates(file);
    }

    private static List<X509Certificate> build(
            X509Certificate leaf, Collection<X509Certificate> sent, Collection<X509Certificate> authorities, Instant at)
            throws CertificateException {
        if (authorities.isEmpty()) {
            throw new CertificateException("no authority is trusted here");
        }
        try {
            return CertPathBuilder.getInstance("PKIX")
                    .build(parameters(leaf, sent, authorities, at))
                    .getCertPath()
                    .getCertificates()
                    .stream()
                    .map(X509Certificate.class::cast)
                    .toList();
        } catch (CertPathBuilderException e) {
            throw new CertificateException("no valid chain to an authority trusted here", e);
        } catch (GeneralSecurityException e) {
            throw new CertificateException("the chain cannot be checked", e);
        }
    }

    private static PKIXBuilderParameters parameters(
            X509Certificate leaf, Collection<X509Certificate> sent, Collection<X509Certificate> authorities, Instant at)
            throws GeneralSecurityException {
        X509CertSelector target = new X509CertSelector();
        target.setCertificate(leaf);
        Set<TrustAnchor> anchors = authorities.stream()
                .map(authority -> new TrustAnchor(authority, null))
                .collect(Collectors.toSet());
        PKIXBuilderParameters parameters = new PKIXBuilderParameters(anchors, target);
        parameters.addCertStore(
                CertStore.getInstance("Collection", new CollectionCertStoreParameters(List.<Certificate>copyOf(sent))));
        parameters.setMaxPathLength(LONGEST_PATH);
        parameters.setRevocationEnabled(false);
        parameters.setDate(Date.from(at));
        return parameters;
    }
}
