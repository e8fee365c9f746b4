package org.messagebroker.enrolment;

import io.micrometer.core.instrument.Counter;
import java.util.function.DoubleSupplier;
import org.messagebroker.service.Metrics;

/** Counts renewals. Thread-safe. */
final class RenewalMetrics {

    private final Counter renewed;
    private final Counter failed;

    RenewalMetrics(Metrics metrics, DoubleSupplier daysLeft) {
        metrics.gauge("certificate_days_left", "Days until this service's own certificate ends", daysLeft::getAsDouble);
        renewed = metrics.counter("certificate_renewals_total", "Renewals of this service's own certificate");
        failed = metrics.counter("certificate_renewal_failures_total", "Renewals that could not be made");
    }

    void renewed() {
        renewed.increment();
    }

    void failed() {
        failed.increment();
    }
}
