package org.messagebroker.enrolment;

import java.time.Duration;
import org.messagebroker.settings.Settings;

/**
 * When a service renews its certificate.
 *
 * @param checkInterval from one look to the next
 * @param before the end: when it is renewed at the latest; zero for when a third of its life is left
 */
record RenewalConfig(Duration checkInterval, Duration before) {

    static RenewalConfig of(Settings settings) {
        Duration interval = settings.duration("renewal.check-interval");
        if (!interval.isPositive()) {
            throw settings.malformed("renewal.check-interval", "a duration above 0");
        }
        return new RenewalConfig(interval, settings.duration("renewal.before"));
    }
}
