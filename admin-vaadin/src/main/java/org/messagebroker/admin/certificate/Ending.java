package org.messagebroker.admin.certificate;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.messagebroker.api.CertificateView;
import org.messagebroker.api.Expiring;
import org.messagebroker.api.Expiring.UserEnd;

/**
 * Something that ends.
 *
 * @param kind the key of its words
 * @param href where more is told of it
 * @param daysLeft negative once it has ended
 */
record Ending(String name, String kind, String href, Instant at, long daysLeft) {

    /** Certificates and people's accounts together, the first to end first. */
    static List<Ending> of(Expiring expiring) {
        return Stream.concat(
                        expiring.certificates().stream().map(Ending::of),
                        expiring.users().stream().map(Ending::of))
                .sorted(Comparator.comparing(Ending::at))
                .toList();
    }

    /** How many days to look ahead, as it stands in an address. */
    static Optional<Integer> days(String text) {
        return text.matches("\\d{1,4}") ? Optional.of(Integer.valueOf(text)) : Optional.empty();
    }

    private static Ending of(CertificateView certificate) {
        boolean authority = certificate.role().equals("authority");
        return new Ending(
                certificate.name(),
                "certificates.role." + certificate.role(),
                authority ? "certificates/authorities" : "certificates/" + certificate.fingerprint(),
                certificate.notAfter(),
                certificate.daysLeft());
    }

    private static Ending of(UserEnd user) {
        return new Ending(user.email(), "expiring.user", "users/" + user.id(), user.expiresAt(), user.daysLeft());
    }
}
