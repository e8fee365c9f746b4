package org.messagebroker.server.policy;

import java.time.Instant;
import org.messagebroker.api.PolicyVersion;
import org.messagebroker.api.ProxyReport;

/**
 * A proxy as it last reported.
 *
 * @param confirmed the policy that it obeys
 * @param confirmedAt since when
 * @param report without what clients negotiated
 */
public record ReportedProxy(
        String name,
        Instant firstSeen,
        Instant lastSeen,
        PolicyVersion confirmed,
        Instant confirmedAt,
        ProxyReport report) {

    /** The same, heard later. */
    ReportedProxy heardAt(Instant at) {
        return new ReportedProxy(name, firstSeen, at, confirmed, confirmedAt, report);
    }
}
