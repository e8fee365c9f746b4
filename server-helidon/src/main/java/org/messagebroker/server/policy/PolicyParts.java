package org.messagebroker.server.policy;

import io.helidon.dbclient.DbExecute;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.messagebroker.api.Policy.ListenerPolicy;
import org.messagebroker.api.Policy.SealingKey;
import org.messagebroker.service.tls.SigningKey;

/**
 * What a policy is made of beside the inventory. {@link #toString()} hides the key.
 *
 * @param grace how long proxies accept without hearing from the server
 * @param authorities PEM: the trusted roots as they are now
 * @param sealing what proxies seal to
 * @param contentKey 32 bytes in base64
 * @param listener the TLS of the proxies' listener
 * @param key signs; asked for each policy, so that a new key counts
 */
public record PolicyParts(
        Duration grace,
        Function<DbExecute, String> authorities,
        Function<DbExecute, SealingKey> sealing,
        String contentKey,
        Function<DbExecute, Optional<ListenerPolicy>> listener,
        Supplier<SigningKey> key) {

    @Override
    public String toString() {
        return "PolicyParts[grace " + grace + "]";
    }
}
