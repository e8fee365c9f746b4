package org.messagebroker.server.crypto;

import io.helidon.dbclient.DbExecute;
import java.util.Optional;
import org.messagebroker.api.Policy.SealingKey;
import org.messagebroker.sealing.ServerKeys;

/** The server's keys for what proxies seal: the one in use is in the policy, every version opens. Thread-safe. */
public final class UnsealKeys {

    private final KeyRing ring;

    public UnsealKeys(KeyRing ring) {
        this.ring = ring;
    }

    /** What proxies seal to, as the database says at this moment, whichever server has rotated. */
    public SealingKey published(DbExecute execute) {
        DataKey inUse = ring.published(execute);
        return ServerKeys.published(inUse.version(), inUse.encoded());
    }

    /** The private key of this version, 32 bytes. */
    public Optional<byte[]> find(int version) {
        return ring.find(KeyPurpose.UNSEAL, version).map(DataKey::encoded);
    }
}
