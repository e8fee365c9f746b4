package org.messagebroker.api;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * What a proxy did with a {@link TestMessageOrder}.
 *
 * @param messageId of the message; absent when none was made
 * @param acceptedAt when it was on disk in the queue, where a client would have been answered 202; absent when it is not
 * @param refusal why it is not, in words for an administrator
 */
public record TestMessageReport(
        UUID testId, Optional<MessageId> messageId, Optional<Instant> acceptedAt, Optional<String> refusal) {}
