package org.messagebroker.api;

import java.time.Instant;
import java.util.List;

/**
 * What was revoked.
 *
 * @param revoked how many; 0 when all of them were revoked before
 * @param fingerprints of those
 */
public record RevocationResult(int revoked, List<String> fingerprints, String reason, Instant at) {

    public RevocationResult {
        fingerprints = List.copyOf(fingerprints);
    }
}
