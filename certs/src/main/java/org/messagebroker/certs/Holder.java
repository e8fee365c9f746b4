package org.messagebroker.certs;

import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.bouncycastle.asn1.x509.GeneralName;

/**
 * Whom a certificate speaks for, as its SPIFFE id says.
 *
 * @param name the last segment of the id
 */
public record Holder(Role role, String name) {

    private static final Pattern FORM = Pattern.compile("spiffe://([^/]+)/([a-z]+)/([^/]+)");

    /** That of a certificate; empty unless it carries exactly one SPIFFE id, and that of a role in this domain. */
    public static Optional<Holder> of(X509Certificate certificate, String trustDomain) {
        List<String> ids = alternativeNames(certificate, GeneralName.uniformResourceIdentifier)
                .filter(uri -> uri.startsWith("spiffe:"))
                .toList();
        return ids.size() == 1 ? parse(ids.getFirst(), trustDomain) : Optional.empty();
    }

    /** The DNS names and IP addresses at which the holder of a certificate answers. */
    public static List<String> hosts(X509Certificate certificate) {
        return Stream.of(GeneralName.dNSName, GeneralName.iPAddress)
                .flatMap(kind -> alternativeNames(certificate, kind))
                .toList();
    }

    private static Optional<Holder> parse(String id, String trustDomain) {
        Matcher form = FORM.matcher(id);
        return form.matches() && form.group(1).equals(trustDomain)
                ? Role.parse(form.group(2)).map(role -> new Holder(role, form.group(3)))
                : Optional.empty();
    }

    private static Stream<String> alternativeNames(X509Certificate certificate, int kind) {
        try {
            return Optional.ofNullable(certificate.getSubjectAlternativeNames()).stream()
                    .flatMap(Collection::stream)
                    .filter(name -> name.getFirst().equals(kind))
                    .map(name -> String.valueOf(name.get(1)));
        } catch (CertificateParsingException unreadable) {
            return Stream.empty();
        }
    }
}
