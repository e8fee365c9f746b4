package org.messagebroker.api;

import java.util.List;
import java.util.Optional;

/**
 * {@code GET /admin/audit}, the newest first.
 *
 * @param after to be given as {@code after} for the next page; absent on the last
 */
public record AuditPage(List<AuditView> entries, Optional<Long> after) {

    public AuditPage {
        entries = List.copyOf(entries);
    }
}
