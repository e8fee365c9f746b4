package org.messagebroker.queue;

import java.time.Instant;
import java.util.Optional;

/**
 * What a message must pass before it is queued: decided in the same step as the queueing, so that two proxies can never
 * both let it through.
 *
 * @param content tells whether two messages say the same: an HMAC of the content, 32 bytes; needed with a key or a nonce
 * @param idempotencyKey under which the same request may be sent again
 * @param nonce of a request that must never be sent again
 * @param ratePerMinute most messages of the client in a minute; 0 blocks; absent for no limit
 * @param siteRatePerMinute most messages of all clients of the site in a minute; absent for no limit
 */
public record Guards(
        byte[] content,
        Optional<String> idempotencyKey,
        Optional<Nonce> nonce,
        Optional<Integer> ratePerMinute,
        Optional<Integer> siteRatePerMinute) {

    private static final byte[] UNSAID = new byte[32];

    /** Nothing to pass. */
    public static final Guards NONE =
            new Guards(UNSAID, Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

    /** Limits only. */
    public static Guards rates(Optional<Integer> client, Optional<Integer> site) {
        return new Guards(UNSAID, Optional.empty(), Optional.empty(), client, site);
    }

    /** Whether there is nothing to pass. */
    boolean isEmpty() {
        return idempotencyKey.isEmpty() && nonce.isEmpty() && ratePerMinute.isEmpty() && siteRatePerMinute.isEmpty();
    }

    /** The same with an idempotency key and what tells its content. */
    public Guards withKey(String key, byte[] told) {
        return new Guards(told, Optional.of(key), nonce, ratePerMinute, siteRatePerMinute);
    }

    /** The same with a nonce and what tells its content. */
    public Guards withNonce(Nonce once, byte[] told) {
        return new Guards(told, idempotencyKey, Optional.of(once), ratePerMinute, siteRatePerMinute);
    }

    /**
     * A number used once.
     *
     * @param timestamp when the client says that it made the request
     */
    public record Nonce(String value, Instant timestamp) {}
}
