package org.messagebroker.api;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * {@code POST /admin/certificates/verify}: what is wrong with a certificate.
 *
 * @param valid whether it would be accepted now
 * @param faults short names, such as expired or unknown
 * @param problems the same as sentences
 * @param role from its SPIFFE id
 * @param name from its SPIFFE id
 */
public record CertificateVerdict(
        boolean valid,
        List<String> faults,
        List<String> problems,
        String fingerprint,
        String serial,
        String issuer,
        Optional<String> role,
        Optional<String> name,
        Instant notBefore,
        Instant notAfter) {

    public CertificateVerdict {
        faults = List.copyOf(faults);
        problems = List.copyOf(problems);
    }
}
