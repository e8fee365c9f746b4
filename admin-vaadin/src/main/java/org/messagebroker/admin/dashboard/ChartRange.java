package org.messagebroker.admin.dashboard;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import org.messagebroker.admin.language.Formats;
import org.messagebroker.admin.language.Language;

/** How far back charts reach, and into what they cut that. */
enum ChartRange {
    DAY("hour") {
        @Override
        Instant from(ZonedDateTime now, Language language) {
            return now.truncatedTo(ChronoUnit.HOURS).minusHours(23).toInstant();
        }

        @Override
        String label(Instant begin, Formats formats) {
            return formats.hour(begin);
        }
    },
    WEEK("day") {
        @Override
        Instant from(ZonedDateTime now, Language language) {
            return days(now, 6);
        }
    },
    MONTH("day") {
        @Override
        Instant from(ZonedDateTime now, Language language) {
            return days(now, 29);
        }
    },
    YEAR("month") {
        @Override
        Instant from(ZonedDateTime now, Language language) {
            LocalDate first = Period.MONTH.first(now.toLocalDate(), language);
            for (int month = 0; month < 11; month++) {
                first = Period.MONTH.first(first.minusDays(1), language);
            }
            return first.atStartOfDay(now.getZone()).toInstant();
        }

        @Override
        String label(Instant begin, Formats formats) {
            return formats.month(begin);
        }
    };

    private final String bucket;

    ChartRange(String bucket) {
        this.bucket = bucket;
    }

    /** Where it begins: with a whole piece. */
    abstract Instant from(ZonedDateTime now, Language language);

    /** What a piece is called. */
    String label(Instant begin, Formats formats) {
        return formats.date(begin);
    }

    Period.Range range(Instant now, ZoneId zone, Language language) {
        return new Period.Range(from(now.atZone(zone), language), Period.endOfQuarter(now));
    }

    String bucket() {
        return bucket;
    }

    String wire() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Optional<ChartRange> parse(String text) {
        return Arrays.stream(values()).filter(each -> each.wire().equals(text)).findFirst();
    }

    private static Instant days(ZonedDateTime now, int before) {
        return now.toLocalDate().minusDays(before).atStartOfDay(now.getZone()).toInstant();
    }
}
