package org.messagebroker.api;

import java.time.Instant;
import java.util.Optional;

/**
 * A certificate as administrators see it.
 *
 * @param fingerprint SHA-256 of its DER form, lower-case hexadecimal
 * @param serial hexadecimal
 * @param issuer distinguished name (RFC 2253)
 * @param role client, proxy, worker, server, portal, or authority
 * @param name whose it is
 * @param clientId the same for a client; absent for others
 * @param state active, expired or revoked
 * @param daysLeft whole days until it ends; negative once it has
 * @param revocationReason as RFC 5280 names it, such as keyCompromise
 * @param revokeAt the end of an overlap, when it will be revoked as superseded
 * @param replaces the fingerprint of the certificate that it follows
 * @param replacedBy the fingerprint of the one that follows it
 * @param authorityId the authority that signed it, where it is known
 * @param certificate PEM; only where one certificate is asked for
 */
public record CertificateView(
        String fingerprint,
        String serial,
        String issuer,
        String role,
        String name,
        Optional<String> clientId,
        String state,
        Instant notBefore,
        Instant notAfter,
        long daysLeft,
        Optional<Instant> revokedAt,
        Optional<String> revocationReason,
        Optional<Instant> revokeAt,
        Optional<String> replaces,
        Optional<String> replacedBy,
        Optional<String> authorityId,
        Instant createdAt,
        Optional<String> certificate) {}
