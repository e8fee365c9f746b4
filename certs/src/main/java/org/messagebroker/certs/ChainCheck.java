package org.messagebroker.certs;

import java.security.GeneralSecurityException;
import java.security.cert.CertPathValidator;
import java.security.cert.CertificateFactory;
import java.security.cert.CertificateParsingException;
import java.security.cert.PKIXParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Date;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Says what is wrong with a certificate (RFC 5280, 6), everything at once and each in a sentence. Immutable and
 * thread-safe.
 *
 * @param trustDomain the domain of the SPIFFE ids
 * @param authorities whom to trust
 * @param lists what is revoked; those that none of the authorities has signed are passed over
 * @param now the time to judge by
 */
public record ChainCheck(
        String trustDomain, Collection<TrustedAuthority> authorities, Collection<RevocationList> lists, Instant now) {

    private static final int DIGITAL_SIGNATURE = 0;

    public ChainCheck {
        authorities = List.copyOf(authorities);
        lists = List.copyOf(lists);
    }

    /** What may be wrong. */
    public enum Fault {
        NOT_OURS,
        EXPIRED,
        NOT_YET_VALID,
        REVOKED,
        WRONG_ROLE,
        WEAK;

        /** Its name in lower case. */
        public String wire() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * One thing that is wrong.
     *
     * @param words a sentence for a person
     */
    public record Finding(Fault fault, String words) {}

    /**
     * What is wrong with the first certificate of the chain; nothing if the list is empty.
     *
     * @param chain the certificate, then those above it as far as they are at hand; the root need not be there
     * @param wanted the role that it must have; any one if empty
     */
    public List<Finding> findings(List<X509Certificate> chain, Optional<Role> wanted) {
        X509Certificate certificate = chain.getFirst();
        List<X509Certificate> path = path(chain);
        List<Finding> findings = new ArrayList<>();
        add(findings, !isOurs(path), Fault.NOT_OURS, "It was not issued by an authority that is trusted here.");
        dates(findings, path);
        revocation(findings, certificate);
        role(findings, certificate, wanted);
        weakness(findings, certificate);
        return List.copyOf(findings);
    }

    private static void add(List<Finding> findings, boolean isSo, Fault fault, String words) {
        if (isSo) {
            findings.add(new Finding(fault, words));
        }
    }

    /** From the certificate upwards, the root left out. */
    private List<X509Certificate> path(List<X509Certificate> chain) {
        List<X509Certificate> path = new ArrayList<>(List.of(chain.getFirst()));
        Optional<X509Certificate> next = signerOf(chain.getFirst(), chain);
        while (next.isPresent() && !path.contains(next.get())) {
            path.add(next.get());
            next = signerOf(next.get(), chain);
        }
        return path;
    }

    private Optional<X509Certificate> signerOf(X509Certificate certificate, List<X509Certificate> chain) {
        return Stream.concat(authorities.stream().map(TrustedAuthority::issuing), chain.stream())
                .filter(signer -> !isRoot(signer) && TrustedAuthority.isSigned(certificate, signer))
                .findFirst();
    }

    private boolean isRoot(X509Certificate certificate) {
        return certificate.getIssuerX500Principal().equals(certificate.getSubjectX500Principal());
    }

    /** Signatures, key usages and path lengths, at a time when all of the path held: dates are reported by themselves. */
    private boolean isOurs(List<X509Certificate> path) {
        Set<TrustAnchor> anchors = new HashSet<>();
        authorities.forEach(each -> anchors.add(new TrustAnchor(each.root(), null)));
        if (anchors.isEmpty()) {
            return false;
        }
        try {
            PKIXParameters parameters = new PKIXParameters(anchors);
            parameters.setRevocationEnabled(false);
            parameters.setDate(latestBegin(path));
            CertPathValidator.getInstance("PKIX")
                    .validate(CertificateFactory.getInstance("X.509").generateCertPath(path), parameters);
            return true;
        } catch (GeneralSecurityException invalid) {
            return false;
        }
    }

    private static Date latestBegin(List<X509Certificate> path) {
        return path.stream()
                .map(X509Certificate::getNotBefore)
                .max(Date::compareTo)
                .orElseThrow();
    }

    private void dates(List<Finding> findings, List<X509Certificate> path) {
        for (X509Certificate each : path) {
            String subject = each.equals(path.getFirst())
                    ? "It"
                    : "The authority " + each.getSubjectX500Principal().getName();
            Instant begin = each.getNotBefore().toInstant();
            Instant end = each.getNotAfter().toInstant();
            add(findings, now.isAfter(end), Fault.EXPIRED, subject + " expired on " + end + ".");
            add(findings, now.isBefore(begin), Fault.NOT_YET_VALID, subject + " is valid from " + begin + " only.");
        }
    }

    private void revocation(List<Finding> findings, X509Certificate certificate) {
        lists.stream()
                .filter(list -> authorities.stream().anyMatch(each -> list.isSignedBy(each.issuing())))
                .flatMap(list -> list.revocation(certificate).stream())
                .findFirst()
                .ifPresent(found -> findings.add(new Finding(
                        Fault.REVOKED,
                        "It was revoked on " + found.at() + ": "
                                + found.reason().wire() + ".")));
    }

    private void role(List<Finding> findings, X509Certificate certificate, Optional<Role> wanted) {
        if (certificate.getBasicConstraints() >= 0) {
            findings.add(new Finding(Fault.WRONG_ROLE, "It belongs to an authority, not to a holder."));
            return;
        }
        Optional<Role> role = Holder.of(certificate, trustDomain).map(Holder::role);
        if (role.isEmpty()) {
            findings.add(new Finding(Fault.WRONG_ROLE, "It names no role of the domain " + trustDomain + "."));
            return;
        }
        add(
                findings,
                wanted.isPresent() && !wanted.equals(role),
                Fault.WRONG_ROLE,
                "It is for the role " + role.get().wire() + ".");
        add(
                findings,
                !permits(certificate, role.get()),
                Fault.WRONG_ROLE,
                "Its key usages do not permit what the role " + role.get().wire() + " does.");
    }

    private static boolean permits(X509Certificate certificate, Role role) {
        boolean[] usage = certificate.getKeyUsage();
        try {
            List<String> purposes =
                    Optional.ofNullable(certificate.getExtendedKeyUsage()).orElse(List.of());
            return usage != null
                    && usage[DIGITAL_SIGNATURE]
                    && role.purposes().stream().allMatch(purpose -> purposes.contains(purpose.getId()));
        } catch (CertificateParsingException unreadable) {
            return false;
        }
    }

    private static void weakness(List<Finding> findings, X509Certificate certificate) {
        add(
                findings,
                !Keys.isStrong(certificate.getPublicKey()),
                Fault.WEAK,
                "Its key is weaker than EC P-256 or RSA of 2048 bits.");
        add(
                findings,
                !certificate.getSigAlgName().matches("SHA(256|384|512)with.*"),
                Fault.WEAK,
                "It is signed with " + certificate.getSigAlgName() + ", which can be forged.");
    }
}
