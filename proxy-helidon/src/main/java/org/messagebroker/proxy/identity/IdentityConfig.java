package org.messagebroker.proxy.identity;

import org.messagebroker.settings.Settings;

/**
 * Whom the proxy takes messages from.
 *
 * @param site whose clients
 * @param verifiesClients whether a certificate is required; without it an API key may take its place
 */
public record IdentityConfig(String site, boolean verifiesClients) {

    /** Reads {@code site} and {@code verify-client}. */
    public static IdentityConfig from(Settings settings) {
        return new IdentityConfig(settings.text("site"), settings.flag("verify-client"));
    }
}
