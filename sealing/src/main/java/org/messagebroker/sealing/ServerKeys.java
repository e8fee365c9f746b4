package org.messagebroker.sealing;

import java.util.Base64;
import org.messagebroker.api.Policy.SealingKey;

/** The server's own sealing keys: X25519 (RFC 7748), any 32 random bytes are a private key. */
public final class ServerKeys {

    private ServerKeys() {}

    /** The public half of a private key, for the policy. */
    public static SealingKey published(int version, byte[] privateKey) {
        return new SealingKey(version, Base64.getEncoder().encodeToString(DataKeys.publicKey(privateKey)));
    }
}
