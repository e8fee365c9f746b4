package org.messagebroker.queue;

import java.time.Duration;

/**
 * How much is waiting.
 *
 * @param messages not yet delivered, those being delivered or waiting for a retry included
 * @param oldest how long the oldest of them has waited; zero when there is none
 * @param quarantined set aside because they cannot be read, not among {@code messages}; an administrator must look
 */
public record QueueDepth(long messages, Duration oldest, long quarantined) {}
