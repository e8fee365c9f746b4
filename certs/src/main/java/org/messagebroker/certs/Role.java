package org.messagebroker.certs;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.bouncycastle.asn1.x509.KeyPurposeId;

/** What the holder of a certificate is, and so what it may do; carried in the SPIFFE id of the certificate. */
public enum Role {
    /** Hands in messages at a proxy. */
    CLIENT(KeyPurposeId.id_kp_clientAuth),
    /** Answers clients and calls the server. */
    PROXY(KeyPurposeId.id_kp_serverAuth, KeyPurposeId.id_kp_clientAuth),
    /** Calls the server. */
    WORKER(KeyPurposeId.id_kp_clientAuth),
    /** Answers proxies, workers and people. */
    SERVER(KeyPurposeId.id_kp_serverAuth),
    /** Answers browsers. */
    PORTAL(KeyPurposeId.id_kp_serverAuth);

    private final List<KeyPurposeId> purposes;

    Role(KeyPurposeId... purposes) {
        this.purposes = List.of(purposes);
    }

    List<KeyPurposeId> purposes() {
        return purposes;
    }

    /** The role of this name in lower case, as it stands in a SPIFFE id; empty when there is none. */
    public static Optional<Role> parse(String wire) {
        return Arrays.stream(values()).filter(each -> each.wire().equals(wire)).findFirst();
    }

    /** Its name in lower case, as it stands in a SPIFFE id. */
    public String wire() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The SPIFFE id of a holder, such as {@code spiffe://message-broker/client/shop-1}. */
    public String spiffeId(String trustDomain, String name) {
        return "spiffe://" + trustDomain + "/" + wire() + "/" + name;
    }
}
