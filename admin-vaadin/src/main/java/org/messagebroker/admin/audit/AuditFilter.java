package org.messagebroker.admin.audit;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Map;
import java.util.Optional;
import org.messagebroker.admin.page.Asked;
import org.messagebroker.admin.server.AuditQuery;

/**
 * Which acts a person looks for, as the address says.
 *
 * @param who the beginning of an address
 * @param target the beginning of what was acted on
 * @param from the first day
 * @param to the last day
 */
record AuditFilter(
        boolean failedLogins,
        Optional<String> who,
        Optional<Subject> subject,
        Optional<String> target,
        Optional<LocalDate> from,
        Optional<LocalDate> to) {

    static final String CHAIN = "chain";
    static final String WHO = "who";
    static final String SUBJECT = "what";
    static final String TARGET = "on";
    static final String FROM = "from";
    static final String TO = "to";

    /** The value of {@link #CHAIN} that asks for failed sign-ins. */
    static final String LOGINS = "logins";

    static final AuditFilter NONE = of(new Asked(Map.of()));

    static AuditFilter of(Asked asked) {
        return new AuditFilter(
                asked.get(CHAIN).filter(LOGINS::equals).isPresent(),
                asked.get(WHO),
                asked.get(SUBJECT, Subject::byTag),
                asked.get(TARGET),
                asked.day(FROM),
                asked.day(TO));
    }

    boolean isSet() {
        return !equals(NONE);
    }

    /** The same for the server: days begin and end in a zone. */
    AuditQuery query(ZoneId zone) {
        return new AuditQuery(
                failedLogins,
                who.map(AuditFilter::beginning),
                subject.map(chosen -> chosen.tag() + ".*"),
                target.map(AuditFilter::beginning),
                from.map(day -> beginning(day, zone)),
                to.map(day -> beginning(day.plusDays(1), zone).minusMillis(1)));
    }

    private static String beginning(String text) {
        return text.endsWith("*") ? text : text + "*";
    }

    private static Instant beginning(LocalDate day, ZoneId zone) {
        return day.atStartOfDay(zone).toInstant();
    }
}
