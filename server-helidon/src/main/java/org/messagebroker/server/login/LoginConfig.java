package org.messagebroker.server.login;

import java.net.URI;
import java.util.Optional;
import org.messagebroker.server.user.PasswordHasher;
import org.messagebroker.settings.Settings;

/**
 * How people log in.
 *
 * @param cost of hashing a password
 * @param portal where people find the portal; absent when it is not known
 */
public record LoginConfig(JwtConfig jwt, PasswordHasher.Cost cost, Optional<URI> portal) {

    /** @throws org.messagebroker.settings.SettingsException naming the setting */
    public static LoginConfig of(Settings settings) {
        return new LoginConfig(
                JwtConfig.of(settings),
                PasswordHasher.Cost.of(settings),
                settings.optionalText("portal.url").map(text -> portal(settings, text)));
    }

    private static URI portal(Settings settings, String text) {
        try {
            URI url = URI.create(text);
            if ("https".equals(url.getScheme())
                    && url.getHost() != null
                    && url.getQuery() == null
                    && url.getFragment() == null) {
                return url;
            }
        } catch (IllegalArgumentException malformed) {
            // Said below.
        }
        throw settings.malformed("portal.url", "an address such as https://portal.example.org");
    }
}
