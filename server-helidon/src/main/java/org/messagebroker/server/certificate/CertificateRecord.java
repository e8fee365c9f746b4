package org.messagebroker.server.certificate;

import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.messagebroker.api.CertificateView;
import org.messagebroker.certs.Pem;
import org.messagebroker.certs.Role;

/**
 * A certificate of the inventory.
 *
 * @param fingerprint SHA-256 of its DER form, lower-case hexadecimal
 * @param serial hexadecimal, two digits for each byte
 * @param revocation when and why; absent while it is not revoked
 * @param certificate absent when only its particulars are known
 */
public record CertificateRecord(
        String fingerprint,
        String issuer,
        String serial,
        Role role,
        String name,
        Instant notBefore,
        Instant notAfter,
        Optional<Revoked> revocation,
        Optional<Instant> revokeAt,
        Optional<X509Certificate> certificate,
        Optional<String> authorityId,
        Optional<String> replaces,
        Optional<String> replacedBy,
        Instant createdAt) {

    /** When, and why if that is known. */
    public record Revoked(Instant at, Optional<String> reason) {}

    public boolean isRevoked() {
        return revocation.isPresent();
    }

    /** Neither revoked nor past its end. */
    public boolean isGood(Instant now) {
        return !isRevoked() && !now.isAfter(notAfter);
    }

    CertificateView view(Instant now) {
        return view(now, Optional.empty());
    }

    CertificateView withText(Instant now) {
        return view(now, certificate.map(each -> Pem.ofCertificates(List.of(each))));
    }

    private CertificateView view(Instant now, Optional<String> pem) {
        return new CertificateView(
                fingerprint,
                serial,
                issuer,
                role.wire(),
                name,
                role == Role.CLIENT ? Optional.of(name) : Optional.empty(),
                state(now),
                notBefore,
                notAfter,
                daysLeft(now, notAfter),
                revocation.map(Revoked::at),
                revocation.flatMap(Revoked::reason),
                revokeAt,
                replaces,
                replacedBy,
                authorityId,
                createdAt,
                pem);
    }

    private String state(Instant now) {
        if (isRevoked()) {
            return "revoked";
        }
        return now.isAfter(notAfter) ? "expired" : "active";
    }

    /** Whole days, rounded down. */
    static long daysLeft(Instant now, Instant end) {
        return Math.floorDiv(
                Duration.between(now, end).toSeconds(), Duration.ofDays(1).toSeconds());
    }
}
