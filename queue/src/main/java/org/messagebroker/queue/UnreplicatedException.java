package org.messagebroker.queue;

import org.redisson.client.RedisException;

/** Redis has done it, but too few replicas have confirmed that they have it. */
final class UnreplicatedException extends RedisException {

    UnreplicatedException(int confirmed) {
        super("confirmed by " + confirmed + " replicas");
    }
}
