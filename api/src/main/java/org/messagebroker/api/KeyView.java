package org.messagebroker.api;

import java.time.Instant;
import java.util.Optional;

/**
 * A version of one of the server's keys, as administrators see it. The key itself is never shown.
 *
 * @param purpose {@code content}, {@code unseal} or {@code number_index}
 * @param state {@code in_use} (it seals), {@code old} (it only opens) or {@code retired} (it is gone)
 * @param supersededAt since when a newer version seals
 * @param copiedAt when a copy was outside the machine; absent while there is none that anyone has confirmed
 * @param retiredAt when it was forgotten
 * @param neededFor why it cannot be retired yet; absent when it can, or is
 */
public record KeyView(
        String purpose,
        int version,
        String state,
        Instant createdAt,
        Optional<Instant> supersededAt,
        Optional<Instant> copiedAt,
        Optional<Instant> retiredAt,
        Optional<String> neededFor) {}
