package org.messagebroker.server.alert;

import java.time.Duration;
import org.messagebroker.settings.Settings;

/**
 * How alerts are looked for.
 *
 * @param interval from one look to the next; the first one is so long after the start, when proxies have come back
 */
public record AlertConfig(Duration interval) {

    /** @throws org.messagebroker.settings.SettingsException naming the setting */
    public static AlertConfig of(Settings settings) {
        return new AlertConfig(settings.duration("alerts.check-interval"));
    }
}
