package org.messagebroker.proxy.health;

import java.time.Duration;
import java.time.Instant;
import java.util.Locale;

/** How the proxy's own certificate stands in time. */
enum OwnCertificate {
    VALID,
    EXPIRING,
    EXPIRED;

    static OwnCertificate at(Instant now, Instant end, Duration expiringBefore) {
        if (now.isAfter(end)) {
            return EXPIRED;
        }
        return now.isAfter(end.minus(expiringBefore)) ? EXPIRING : VALID;
    }

    String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
