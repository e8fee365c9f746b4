package org.messagebroker.api;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A certificate authority.
 *
 * @param id the first 32 hexadecimal digits of the root's fingerprint
 * @param state standby (trusted, issues nothing yet), active (issues), trusted (issues no more) or retired
 * @param rootFingerprint SHA-256, lower-case hexadecimal
 * @param notAfter when it ends: its root or its issuing certificate, whichever is first
 * @param activeCertificates of its certificates, how many are good now
 * @param holders who needs it still, as {@code client shop-1}: holders of good certificates of it that have no successor of
 *     another authority. In the answer to a retirement: who was cut off by it
 * @param unconfirmed connected proxies and workers that do not trust it yet, as {@code proxy proxy-2}
 * @param crlNumber of its newest revocation list
 * @param rootCertificate PEM
 */
public record AuthorityView(
        String id,
        String state,
        String rootFingerprint,
        Instant createdAt,
        Instant notAfter,
        long activeCertificates,
        List<String> holders,
        List<String> unconfirmed,
        long crlNumber,
        Optional<Instant> crlNextUpdate,
        String rootCertificate) {

    public AuthorityView {
        holders = List.copyOf(holders);
        unconfirmed = List.copyOf(unconfirmed);
    }
}
