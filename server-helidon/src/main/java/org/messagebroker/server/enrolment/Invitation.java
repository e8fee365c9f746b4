package org.messagebroker.server.enrolment;

import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import org.messagebroker.api.EnrolmentView;
import org.messagebroker.certs.Role;

/**
 * A token's row. The token itself is kept nowhere.
 *
 * @param hash SHA-256 of the token's secret
 * @param use absent until it has been used
 */
record Invitation(
        byte[] hash,
        Role role,
        String name,
        Instant createdAt,
        String createdBy,
        Instant expiresAt,
        Optional<Use> use) {

    private static final int ID_BYTES = 8;

    /**
     * Its one use.
     *
     * @param request SHA-256 of the signing request
     * @param fingerprint of the certificate
     */
    record Use(Instant at, byte[] request, String fingerprint) {

        boolean isFor(byte[] other) {
            return Arrays.equals(request, other);
        }
    }

    /** What it is called by; tells nothing of the token. */
    String id() {
        return HexFormat.of().formatHex(hash, 0, ID_BYTES);
    }

    EnrolmentView view(Instant now) {
        return new EnrolmentView(
                id(),
                role.wire(),
                name,
                state(now),
                createdAt,
                createdBy,
                expiresAt,
                use.map(Use::at),
                use.map(Use::fingerprint));
    }

    private String state(Instant now) {
        if (use.isPresent()) {
            return "used";
        }
        return expiresAt.isAfter(now) ? "open" : "expired";
    }
}
