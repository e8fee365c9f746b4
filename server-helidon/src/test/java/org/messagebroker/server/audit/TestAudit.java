package org.messagebroker.server.audit;

import java.time.InstantSource;
import org.messagebroker.server.crypto.TestKeys;

/** An audit for tests, under a key of its own. */
public final class TestAudit {

    private TestAudit() {}

    /** Under a key that only this one has. */
    public static AuditStore store() {
        return new AuditStore(ChainKey.of(TestKeys.masterKey()), InstantSource.system());
    }
}
