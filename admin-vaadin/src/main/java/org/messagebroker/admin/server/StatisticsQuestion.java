package org.messagebroker.admin.server;

import java.time.Instant;

/**
 * Which counts are asked for.
 *
 * @param from on a quarter of an hour
 * @param to likewise, the first moment after the range
 * @param bucket into what it is cut: none, hour, day or month
 * @param groupBy none or client
 * @param calendar whose months are meant: gregorian or jalali
 */
public record StatisticsQuestion(Instant from, Instant to, String bucket, String groupBy, String calendar) {

    Uri on(Uri uri) {
        return uri.with("from", from)
                .with("to", to)
                .with("bucket", bucket)
                .with("group_by", groupBy)
                .with("calendar", calendar);
    }
}
