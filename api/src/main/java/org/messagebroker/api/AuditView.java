package org.messagebroker.api;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * One act of the audit.
 *
 * @param chain {@code acts}, or {@code logins} for those that failed
 * @param position in its chain, from 1
 * @param actorId the user; absent for the system itself
 * @param actor his e-mail address then, or {@code system}
 * @param address where the request came from; empty for the system itself
 * @param requestId names the request in the logs
 * @param target what was acted on
 * @param details particulars; {@code before} and {@code after} where something was changed
 */
public record AuditView(
        String chain,
        long position,
        Instant at,
        Optional<UUID> actorId,
        String actor,
        String address,
        String requestId,
        String action,
        String target,
        Map<String, Object> details) {}
