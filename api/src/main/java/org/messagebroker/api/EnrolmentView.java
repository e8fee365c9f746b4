package org.messagebroker.api;

import java.time.Instant;
import java.util.Optional;

/**
 * An enrolment as administrators see it; the token itself is kept nowhere.
 *
 * @param id SHA-256 of the token's secret, lower-case hexadecimal
 * @param state open, used or expired
 * @param fingerprint of the certificate that was issued for it
 */
public record EnrolmentView(
        String id,
        String role,
        String name,
        String state,
        Instant createdAt,
        String createdBy,
        Instant expiresAt,
        Optional<Instant> usedAt,
        Optional<String> fingerprint) {}
