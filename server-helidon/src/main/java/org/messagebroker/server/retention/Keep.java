package org.messagebroker.server.retention;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.messagebroker.service.Problem;

/** How long messages are kept. Whole days are kept, so that every count of days stays a count of days. */
sealed interface Keep {

    record ForEver() implements Keep {}

    record Days(int days) implements Keep {}

    /** Of the calendar: from the same day of an earlier month on. */
    record Months(int months) implements Keep {}

    int MOST_DAYS = 36_500;
    int MOST_MONTHS = 1200;

    /** @throws Problem validation_error naming the field */
    static Keep of(Optional<Integer> days, Optional<Integer> months) {
        if (days.isPresent() && months.isPresent()) {
            throw Problem.invalidField("keep_months", "cannot stand beside keep_days; give one of them");
        }
        return days.<Keep>map(Keep::days).or(() -> months.map(Keep::months)).orElseGet(ForEver::new);
    }

    /** @throws Problem validation_error */
    static Keep days(int days) {
        return new Days(within("keep_days", days, MOST_DAYS));
    }

    private static Keep months(int months) {
        return new Months(within("keep_months", months, MOST_MONTHS));
    }

    private static int within(String field, int number, int most) {
        if (number < 1 || number > most) {
            throw Problem.invalidField(field, "must be a whole number from 1 to " + most);
        }
        return number;
    }

    /** From when on messages are kept: always the beginning of a day of the zone. */
    default Instant floor(Instant now, ZoneId zone) {
        LocalDate today = LocalDate.ofInstant(now, zone);
        return switch (this) {
            case ForEver forEver -> Instant.EPOCH;
            case Days(int days) -> start(today.minusDays(days), zone);
            case Months(int months) -> start(today.minusMonths(months), zone);
        };
    }

    private static Instant start(LocalDate day, ZoneId zone) {
        Instant start = day.atStartOfDay(zone).toInstant();
        return start.isBefore(Instant.EPOCH) ? Instant.EPOCH : start;
    }

    default Optional<Integer> inDays() {
        return this instanceof Days(int days) ? Optional.of(days) : Optional.empty();
    }

    default Optional<Integer> inMonths() {
        return this instanceof Months(int months) ? Optional.of(months) : Optional.empty();
    }

    /** For the audit. */
    default Map<String, Object> audited() {
        Map<String, Object> fields = new LinkedHashMap<>();
        inDays().ifPresent(days -> fields.put("keep_days", days));
        inMonths().ifPresent(months -> fields.put("keep_months", months));
        return fields;
    }
}
