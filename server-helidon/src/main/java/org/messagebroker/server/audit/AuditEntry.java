package org.messagebroker.server.audit;

import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * One act. Never put a secret, body or number into it.
 *
 * @param action what was done, such as {@code message.body.read}
 * @param target to what, such as an id; may be empty
 * @param details particulars, written as JSON
 */
public record AuditEntry(Actor actor, String action, String target, Map<String, Object> details) {

    public AuditEntry {
        details = Map.copyOf(details);
    }

    /**
     * Who acts.
     *
     * @param id the user; absent for the system itself
     * @param name the user's e-mail address, or {@code system}
     * @param address where the request came from; empty for the system itself
     * @param requestId names the request in the logs; empty for the system itself
     */
    public record Actor(Optional<UUID> id, String name, String address, String requestId) {

        /** The server itself, such as when it starts. */
        public static final Actor SYSTEM = new Actor(Optional.empty(), "system", "", "");
    }
}
