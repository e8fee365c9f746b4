package org.messagebroker.service.tls;

import java.nio.file.Path;
import java.util.List;
import org.messagebroker.settings.Settings;

/**
 * The TLS of a listener.
 *
 * @param certificate PEM: our certificate and the chain up to the authority's root, the root left out
 * @param key PEM, PKCS#8; readable for its owner only
 * @param trust PEM: the authorities whose certificates are accepted from the other side
 * @param protocols such as {@code TLSv1.3}
 * @param ciphers in order of preference; empty for the JDK's own
 * @param clientAuth whether a client certificate is asked for
 */
public record TlsConfig(
        Path certificate, Path key, Path trust, List<String> protocols, List<String> ciphers, ClientAuth clientAuth) {

    public TlsConfig {
        protocols = List.copyOf(protocols);
        ciphers = List.copyOf(ciphers);
    }

    /** Reads {@code server.tls.*} and the paths {@code server-cert-path}, {@code server-key-path}, {@code ca-cert-path}. */
    public static TlsConfig of(Settings settings) {
        return new TlsConfig(
                settings.path("server-cert-path"),
                settings.path("server-key-path"),
                settings.path("ca-cert-path"),
                settings.list("server.tls.protocols"),
                settings.list("server.tls.ciphers"),
                settings.choice("server.tls.client-auth", ClientAuth.class));
    }

    /** Whether a listener asks for a client certificate. */
    public enum ClientAuth {
        /** Never asked. */
        NONE,
        /** Asked; who presents none is told so by the request's answer. */
        OPTIONAL,
        /** Asked; who presents none is refused in the handshake. */
        REQUIRED
    }
}
