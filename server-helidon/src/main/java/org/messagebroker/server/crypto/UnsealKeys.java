package org.messagebroker.server.crypto;

import java.util.Optional;
import org.messagebroker.api.Policy.SealingKey;
import org.messagebroker.sealing.ServerKeys;

/** The server's keys for what proxies seal: the newest is in the policy, every version opens. Thread-safe. */
public final class UnsealKeys {

    private final KeyRing ring;

    public UnsealKeys(KeyRing ring) {
        this.ring = ring;
    }

    /** What proxies seal to from now on. */
    public SealingKey published() {
        DataKey newest = ring.newest(KeyPurpose.UNSEAL);
        return ServerKeys.published(newest.version(), newest.encoded());
    }

    /** The private key of this version, 32 bytes. */
    public Optional<byte[]> find(int version) {
        return ring.find(KeyPurpose.UNSEAL, version).map(DataKey::encoded);
    }
}
