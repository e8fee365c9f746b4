package org.messagebroker.api;

import java.util.Optional;

/** What alerts are about. Each has one rule. */
public enum AlertKind {
    CERTIFICATE_CLIENT(Measure.DAYS),
    CERTIFICATE_PROXY(Measure.DAYS),
    CERTIFICATE_WORKER(Measure.DAYS),
    CERTIFICATE_SERVER(Measure.DAYS),
    CERTIFICATE_PORTAL(Measure.DAYS),
    CERTIFICATE_AUTHORITY(Measure.DAYS),
    /** An account that ends. */
    USER(Measure.DAYS),
    PROXY_OFFLINE(Measure.SECONDS),
    /** How long the oldest message of a site has waited. */
    QUEUE_AGE(Measure.SECONDS),
    DEAD_LETTERS(Measure.COUNT),
    /** The server's own. */
    DISK(Measure.PERCENT),
    /** Within an hour. */
    FAILED_LOGINS(Measure.COUNT),
    /** Rows of the audit are gone. */
    AUDIT(Measure.NONE);

    private final Measure measure;

    AlertKind(Measure measure) {
        this.measure = measure;
    }

    /** What its rule sets: days ahead of an end, or a threshold in this measure. */
    public Measure measure() {
        return measure;
    }

    /** Of certificates of this role. */
    public static Optional<AlertKind> ofCertificate(String role) {
        return switch (role) {
            case "client" -> Optional.of(CERTIFICATE_CLIENT);
            case "proxy" -> Optional.of(CERTIFICATE_PROXY);
            case "worker" -> Optional.of(CERTIFICATE_WORKER);
            case "server" -> Optional.of(CERTIFICATE_SERVER);
            case "portal" -> Optional.of(CERTIFICATE_PORTAL);
            case "authority" -> Optional.of(CERTIFICATE_AUTHORITY);
            default -> Optional.empty();
        };
    }

    /** In what a rule counts. */
    public enum Measure {
        DAYS,
        SECONDS,
        COUNT,
        PERCENT,
        NONE
    }
}
