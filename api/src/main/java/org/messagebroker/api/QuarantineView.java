package org.messagebroker.api;

import java.time.Instant;
import org.messagebroker.api.CommandPoll.Quarantine;

/** {@code GET /admin/quarantine}: what a site's queue has set aside because it cannot be read, as last reported. */
public record QuarantineView(String site, Instant reportedAt, Quarantine quarantine) {}
