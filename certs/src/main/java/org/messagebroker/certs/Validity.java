package org.messagebroker.certs;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** The span in which a certificate holds, both ends included, to the second. */
public record Validity(Instant notBefore, Instant notAfter) {

    /** How far a certificate is dated back, so that a holder whose clock is behind accepts it at once. */
    static final Duration SKEW = Duration.ofMinutes(1);

    private static final int MAX_DAYS = 3650;

    public Validity {
        if (!notBefore.isBefore(notAfter)) {
            throw new IllegalArgumentException("a certificate's validity must end after it begins");
        }
    }

    /**
     * From now, dated back one minute.
     *
     * @param days 1 to 3650
     */
    public static Validity ofDays(int days, InstantSource clock) {
        if (days < 1 || days > MAX_DAYS) {
            throw new IllegalArgumentException("a certificate is valid for 1 to " + MAX_DAYS + " days");
        }
        Instant now = clock.instant();
        return new Validity(now.minus(SKEW), now.plus(Duration.ofDays(days)));
    }

    boolean isWithin(Instant begin, Instant end) {
        return !notBefore.isBefore(begin) && !notAfter.isAfter(end);
    }
}
