package org.messagebroker.api;

/**
 * {@code PUT /internal/messages/{id}/status}: a worker reports progress. A status only moves forward; an older report
 * changes nothing and is answered like a newer one.
 *
 * @param requeueEpoch how often the message was given up and put back
 */
public record StatusUpdate(MessageStatus status, int attemptCount, int requeueEpoch) {}
