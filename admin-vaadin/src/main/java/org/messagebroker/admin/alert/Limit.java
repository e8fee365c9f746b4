package org.messagebroker.admin.alert;

import java.util.Locale;
import java.util.Optional;
import org.messagebroker.api.AlertKind.Measure;
import org.messagebroker.api.AlertRule;

/**
 * From when on a rule speaks.
 *
 * @param value in the measure; absent for what has none
 */
record Limit(Measure measure, Optional<Long> value) {

    static Limit of(AlertRule rule) {
        Measure measure = rule.kind().measure();
        return new Limit(measure, measure == Measure.DAYS ? rule.leadDays().map(Integer::longValue) : rule.threshold());
    }

    /** The measure's name in keys. */
    String tag() {
        return measure.name().toLowerCase(Locale.ROOT);
    }
}
