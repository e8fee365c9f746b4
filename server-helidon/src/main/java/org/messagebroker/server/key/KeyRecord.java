package org.messagebroker.server.key;

import java.time.Instant;
import java.util.Optional;
import org.messagebroker.api.KeyName;
import org.messagebroker.api.PolicyVersion;
import org.messagebroker.server.crypto.KeyPurpose;

/**
 * What the database tells about a key, without the key.
 *
 * @param supersededAt since when a newer version seals
 * @param publishedWith the policy that told proxies of the newer version
 * @param unusedSince when every known proxy had confirmed that policy
 * @param copiedAt when a copy was outside the machine
 * @param retiredAt when it was forgotten
 */
record KeyRecord(
        KeyPurpose purpose,
        int version,
        Instant createdAt,
        Optional<Instant> supersededAt,
        Optional<PolicyVersion> publishedWith,
        Optional<Instant> unusedSince,
        Optional<Instant> copiedAt,
        Optional<Instant> retiredAt) {

    KeyName name() {
        return new KeyName(purpose.wire(), version);
    }

    boolean isOld() {
        return supersededAt.isPresent() && retiredAt.isEmpty();
    }

    boolean lacksCopy() {
        return retiredAt.isEmpty() && copiedAt.isEmpty();
    }

    String state() {
        return retiredAt.isPresent() ? "retired" : isOld() ? "old" : "in_use";
    }
}
