package org.messagebroker.server.audit;

import java.time.Duration;
import java.time.Period;
import org.messagebroker.settings.Settings;

/**
 * How the audit is kept.
 *
 * @param headInterval from one note of the heads outside the database to the next
 * @param keepActs how long acts stay; zero for ever
 * @param keepLogins how long failed log-ins stay; zero for ever
 */
public record AuditConfig(Duration headInterval, Period keepActs, Period keepLogins) {

    private static final int MOST_DAYS = 36_500;

    /** @throws org.messagebroker.settings.SettingsException naming the setting */
    public static AuditConfig of(Settings settings) {
        return new AuditConfig(
                settings.duration("audit.head-interval"),
                Period.ofDays(settings.integer("audit.keep-days", 0, MOST_DAYS)),
                Period.ofDays(settings.integer("audit.keep-failed-logins-days", 0, MOST_DAYS)));
    }

    Period keep(Chain chain) {
        return switch (chain) {
            case ACTS -> keepActs;
            case LOGINS -> keepLogins;
        };
    }
}
