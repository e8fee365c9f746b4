package org.messagebroker.admin.server;

import java.util.Optional;

/**
 * Which accounts to fetch.
 *
 * @param search a part of the e-mail address
 * @param role of this role only
 * @param active whether only those that are enabled, or only those that are not
 * @param expired whether only those whose time is over, or only those whose is not
 */
public record UserQuery(
        Optional<String> search, Optional<String> role, Optional<Boolean> active, Optional<Boolean> expired) {

    Uri on(Uri uri) {
        return uri.with("search", search)
                .with("role", role)
                .with("active", active)
                .with("expired", expired);
    }
}
