package org.messagebroker.queue;

import org.redisson.client.RedisException;

/** Redis has done it, but it is not confirmed that enough replicas have it. */
final class UnreplicatedException extends RedisException {

    UnreplicatedException(int confirmed) {
        super("confirmed by " + confirmed + " replicas");
    }

    /** They could not be asked. */
    UnreplicatedException(Throwable failure) {
        super("asking them failed with " + RedisFailure.code(failure));
    }
}
