package org.messagebroker.service.tls;

import java.nio.file.Path;
import org.messagebroker.api.TlsSettings;
import org.messagebroker.settings.Settings;

/**
 * The TLS of a listener.
 *
 * @param certificate PEM: our certificate and the chain up to the authority's root, the root left out
 * @param key PEM, PKCS#8; readable for its owner only
 * @param trust PEM: the authorities whose certificates are accepted from the other side
 * @param settings what is offered at the start
 */
public record TlsConfig(Path certificate, Path key, Path trust, TlsSettings settings) {

    /** Reads {@code server.tls.*} and the paths {@code server-cert-path}, {@code server-key-path}, {@code ca-cert-path}. */
    public static TlsConfig of(Settings settings) {
        return new TlsConfig(
                settings.path("server-cert-path"),
                settings.path("server-key-path"),
                settings.path("ca-cert-path"),
                new TlsSettings(
                        settings.list("server.tls.protocols"),
                        settings.list("server.tls.ciphers"),
                        settings.choice("server.tls.client-auth", TlsSettings.ClientAuth.class)));
    }
}
