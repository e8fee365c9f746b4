package org.messagebroker.api;

import java.time.Instant;
import java.util.Optional;

/**
 * What a policy or a clean-up would do now.
 *
 * @param clientId whose; absent for all without a policy of their own
 * @param visibleFrom what is older would be shown to nobody; absent when nothing would be hidden
 * @param messages how many would disappear, from the sums of days
 */
public record RetentionPreview(Optional<ClientId> clientId, Optional<Instant> visibleFrom, long messages) {}
