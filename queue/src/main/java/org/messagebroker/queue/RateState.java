package org.messagebroker.queue;

import java.time.Duration;

/**
 * Where a client with a limit stands in this minute.
 *
 * @param limit most messages in a minute
 * @param remaining how many are left
 * @param reset until the next minute begins
 */
public record RateState(int limit, int remaining, Duration reset) {}
