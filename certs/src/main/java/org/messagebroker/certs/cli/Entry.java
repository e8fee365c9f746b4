package org.messagebroker.certs.cli;

import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.messagebroker.certs.CertificateDirectory;
import org.messagebroker.certs.Fingerprint;
import org.messagebroker.certs.Holder;
import org.messagebroker.certs.Revocation;

/**
 * A certificate as people and programs are shown it.
 *
 * @param role of its holder; {@code root}, {@code issuing} or {@code other} for those that belong to none of ours
 * @param now the time to judge by
 */
record Entry(String role, X509Certificate certificate, Optional<Revocation> revocation, Instant now) {

    static final String[] COLUMNS = {"role", "name", "state", "not_after", "days_left", "serial"};

    /** The holder's name, which is the common name too. */
    String name() {
        return certificate.getSubjectX500Principal().getName().replaceFirst("^CN=([^,]*).*", "$1");
    }

    String serial() {
        return CertificateDirectory.serial(certificate);
    }

    Instant notAfter() {
        return certificate.getNotAfter().toInstant();
    }

    /** Whole days until its end; negative after it. */
    long daysLeft() {
        return Math.floorDiv(
                Duration.between(now, notAfter()).toSeconds(),
                Duration.ofDays(1).toSeconds());
    }

    String state() {
        if (revocation.isPresent()) {
            return "revoked";
        }
        if (now.isBefore(certificate.getNotBefore().toInstant())) {
            return "not_yet_valid";
        }
        return now.isAfter(notAfter()) ? "expired" : "valid";
    }

    boolean isCalled(String nameOrSerial) {
        String asHex = nameOrSerial.toLowerCase(Locale.ROOT);
        return name().equals(nameOrSerial)
                || serial().equals(asHex)
                || Fingerprint.of(certificate).hex().equals(asHex);
    }

    /** For lists. */
    Map<String, Object> fields() {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("role", role);
        fields.put("name", name());
        fields.put("state", state());
        fields.put("not_before", certificate.getNotBefore().toInstant().toString());
        fields.put("not_after", notAfter().toString());
        fields.put("days_left", daysLeft());
        fields.put("serial", serial());
        fields.put("fingerprint", Fingerprint.of(certificate).hex());
        revocation.ifPresent(revoked -> {
            fields.put("revoked_at", revoked.at().toString());
            fields.put("reason", revoked.reason().wire());
        });
        return fields;
    }

    /** For one alone. */
    Map<String, Object> details() {
        Map<String, Object> details = fields();
        details.put("hosts", Holder.hosts(certificate));
        details.put("key", certificate.getPublicKey().getAlgorithm());
        details.put("issuer", certificate.getIssuerX500Principal().getName());
        return details;
    }
}
