package org.messagebroker.certs;

import java.util.Arrays;
import java.util.Optional;

/** Why a certificate was revoked (RFC 5280, 5.3.1). */
public enum RevocationReason {
    UNSPECIFIED("unspecified", 0),
    KEY_COMPROMISE("keyCompromise", 1),
    CA_COMPROMISE("cACompromise", 2),
    AFFILIATION_CHANGED("affiliationChanged", 3),
    SUPERSEDED("superseded", 4),
    CESSATION_OF_OPERATION("cessationOfOperation", 5),
    PRIVILEGE_WITHDRAWN("privilegeWithdrawn", 9);

    private final String wire;
    private final int code;

    RevocationReason(String wire, int code) {
        this.wire = wire;
        this.code = code;
    }

    /** The name in RFC 5280, as it stands on the wire and in the database. */
    public String wire() {
        return wire;
    }

    int code() {
        return code;
    }

    /** The reason of that code; one that we do not use counts as unspecified. */
    static RevocationReason of(int code) {
        return Arrays.stream(values())
                .filter(each -> each.code == code)
                .findFirst()
                .orElse(UNSPECIFIED);
    }

    /** The reason of that name; empty when there is none. */
    public static Optional<RevocationReason> parse(String wire) {
        return Arrays.stream(values()).filter(each -> each.wire.equals(wire)).findFirst();
    }

    /** All names. */
    public static String names() {
        return String.join(
                ", ", Arrays.stream(values()).map(RevocationReason::wire).toList());
    }
}
