package org.messagebroker.api;

import java.time.Instant;
import java.util.Optional;

/**
 * One time that messages were put out of sight, and the removal of their rows afterwards.
 *
 * @param finishedAt when nothing of it was left in the database; absent until then
 * @param startedBy an e-mail address, or {@code system}
 * @param hidden messages put out of sight, at once
 * @param deleted rows deleted one by one so far
 * @param partitionsDropped partitions dropped whole so far
 */
public record RetentionRun(
        long runId,
        Instant startedAt,
        Optional<Instant> finishedAt,
        String startedBy,
        long hidden,
        long deleted,
        long partitionsDropped) {}
