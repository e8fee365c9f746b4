package org.messagebroker.server.statistics;

import java.util.Optional;
import org.messagebroker.api.ClientId;

/**
 * What a report is to show.
 *
 * @param client only this one's messages
 * @param domain only those of clients that belonged to it when they were counted
 * @param cut how time is cut
 * @param limit how many groups are named; the others are one row together
 * @param compare whether the time before is shown too
 */
record ReportQuestion(
        Range range,
        Bucket.Cut cut,
        Grouping grouping,
        int limit,
        Optional<ClientId> client,
        Optional<String> domain,
        boolean compare) {

    Bucket bucket() {
        return cut.bucket();
    }

    /** The same of another time, in one sum. */
    ReportQuestion total(Range other) {
        return new ReportQuestion(other, cut.whole(), Grouping.NONE, limit, client, domain, false);
    }

    /** The same not cut into pieces. */
    ReportQuestion uncut() {
        return new ReportQuestion(range, cut.whole(), grouping, limit, client, domain, false);
    }

    /** Whose counts are shown side by side. */
    enum Grouping {
        NONE,
        CLIENT,
        DOMAIN,
        STATUS;

        /** Whether the database tells the groups apart. */
        boolean isByRows() {
            return this == CLIENT || this == DOMAIN;
        }
    }
}
