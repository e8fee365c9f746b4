package org.messagebroker.admin.server;

import java.time.Instant;
import java.util.Optional;

/**
 * Which acts to fetch. A star at the end of a text stands for anything.
 *
 * @param failedLogins the chain of failed sign-ins instead of that of acts
 * @param from not before
 * @param to not after
 */
public record AuditQuery(
        boolean failedLogins,
        Optional<String> actor,
        Optional<String> action,
        Optional<String> target,
        Optional<Instant> from,
        Optional<Instant> to) {

    Uri on(Uri uri) {
        return uri.with("chain", chain())
                .with("actor", actor)
                .with("action", action)
                .with("target", target)
                .with("from_date", from)
                .with("to_date", to);
    }

    /** The chain's name at the server. */
    String chain() {
        return failedLogins ? "logins" : "acts";
    }
}
