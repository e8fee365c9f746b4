package org.messagebroker.proxy.policy;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.cert.CRLException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509CRL;
import java.security.cert.X509CRLEntry;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.messagebroker.service.tls.TrustedChain;

/**
 * Reads revocation lists (RFC 5280, section 5) out of one file: one in DER, or any number in PEM with the certificates of
 * their issuers beside them. A list counts when an issuing certificate under a trusted authority has signed it. One that has
 * run out counts too: what is revoked stays revoked.
 */
final class EmergencyList {

    private static final Pattern BLOCK =
            Pattern.compile("-----BEGIN (X509 CRL|CERTIFICATE)-----.*?-----END \\1-----", Pattern.DOTALL);
    private static final int CRL_SIGN = 6;

    private final Collection<X509Certificate> authorities;
    private final Collection<X509Certificate> known;
    private final Instant now;

    /**
     * @param authorities trusted
     * @param known certificates that may have issued a list or stand above one that has
     */
    EmergencyList(Collection<X509Certificate> authorities, Collection<X509Certificate> known, Instant now) {
        this.authorities = authorities;
        this.known = known;
        this.now = now;
    }

    /** What the lists of a file revoke; all of them must be good. */
    Set<RevokedSerial> revoked(byte[] file) throws PolicyFault {
        try {
            String text = new String(file, StandardCharsets.ISO_8859_1);
            List<X509CRL> lists = text.contains("-----BEGIN") ? inPem(text) : List.of(list(file));
            if (lists.isEmpty()) {
                throw new PolicyFault("it contains no revocation list (PEM or DER)");
            }
            return revoked(lists, candidates(text));
        } catch (CRLException e) {
            throw new PolicyFault("it is not a revocation list (PEM or DER)", e);
        } catch (CertificateException e) {
            throw new PolicyFault("a certificate beside the list cannot be read", e);
        }
    }

    private Set<RevokedSerial> revoked(List<X509CRL> lists, List<X509Certificate> candidates) throws PolicyFault {
        Set<RevokedSerial> revoked = new HashSet<>();
        for (X509CRL list : lists) {
            requireIssued(list, candidates);
            String issuer = list.getIssuerX500Principal().getName();
            Optional.ofNullable(list.getRevokedCertificates()).stream()
                    .flatMap(Set::stream)
                    .map(X509CRLEntry::getSerialNumber)
                    .forEach(serial -> revoked.add(new RevokedSerial(issuer, serial)));
        }
        return revoked;
    }

    private void requireIssued(X509CRL list, List<X509Certificate> candidates) throws PolicyFault {
        if (candidates.stream().noneMatch(candidate -> hasIssued(candidate, list, candidates))) {
            throw new PolicyFault("no issuer under a trusted authority has signed the list of "
                    + list.getIssuerX500Principal().getName()
                    + "; put the issuer's certificate (PEM) into the file or into emergency-issuers.pem");
        }
    }

    private boolean hasIssued(X509Certificate candidate, X509CRL list, List<X509Certificate> candidates) {
        try {
            list.verify(candidate.getPublicKey());
            if (!authorities.contains(candidate)) {
                var _ = TrustedChain.of(candidate, candidates, authorities, now);
            }
            return signsLists(candidate) && candidate.getSubjectX500Principal().equals(list.getIssuerX500Principal());
        } catch (GeneralSecurityException notThisOne) {
            return false;
        }
    }

    private static boolean signsLists(X509Certificate candidate) {
        boolean allowed = Optional.ofNullable(candidate.getKeyUsage())
                .map(usage -> usage[CRL_SIGN])
                .orElse(false);
        return candidate.getBasicConstraints() >= 0 && allowed;
    }

    private List<X509Certificate> candidates(String text) throws CertificateException {
        List<X509Certificate> candidates = new ArrayList<>(
                Stream.concat(authorities.stream(), known.stream()).toList());
        for (String block : blocks(text, "CERTIFICATE")) {
            candidates.addAll(TrustedChain.parse(block));
        }
        return candidates;
    }

    private static List<X509CRL> inPem(String text) throws CRLException, CertificateException {
        List<X509CRL> lists = new ArrayList<>();
        for (String block : blocks(text, "X509 CRL")) {
            lists.add(list(block.getBytes(StandardCharsets.ISO_8859_1)));
        }
        return lists;
    }

    private static List<String> blocks(String text, String kind) {
        return BLOCK.matcher(text)
                .results()
                .filter(block -> block.group(1).equals(kind))
                .map(MatchResult::group)
                .toList();
    }

    private static X509CRL list(byte[] encoded) throws CRLException, CertificateException {
        return (X509CRL) CertificateFactory.getInstance("X.509").generateCRL(new ByteArrayInputStream(encoded));
    }
}
