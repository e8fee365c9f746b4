package org.messagebroker.server.retention;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.Optional;
import org.messagebroker.api.MessageId;

/**
 * One partition of messages: a calendar month in UTC, or all that is older for the first of them. Its name says where it ends.
 *
 * @param end the first day that does not belong to it
 */
record Partition(LocalDate end) {

    private static final String PREFIX = "until_";

    /** The partition that takes what has none of its own. */
    static final String CATCH_ALL = "rest";

    /** Empty for the catch-all and for what an administrator has made himself. */
    static Optional<Partition> named(String name) {
        return Optional.of(name)
                .filter(text -> text.matches(PREFIX + "\\d{8}"))
                .map(text -> LocalDate.parse(text.substring(PREFIX.length()), DateTimeFormatter.BASIC_ISO_DATE))
                .map(Partition::new);
    }

    /** The one that an instant belongs to. */
    static Partition of(Instant time) {
        return new Partition(
                time.atZone(ZoneOffset.UTC).toLocalDate().withDayOfMonth(1).plusMonths(1));
    }

    Partition next() {
        return new Partition(end.plusMonths(1));
    }

    String name() {
        return PREFIX + end.format(DateTimeFormatter.BASIC_ISO_DATE);
    }

    Instant endsAt() {
        return end.atStartOfDay(ZoneOffset.UTC).toInstant();
    }

    /** As {@code CREATE TABLE} has it. */
    String definition() {
        return "PARTITION " + name() + " VALUES LESS THAN (x'" + HexFormat.of().formatHex(MessageId.lowest(endsAt()))
                + "')";
    }
}
