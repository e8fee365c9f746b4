package org.messagebroker.api;

import java.util.List;

/**
 * What a listener offers in the handshake.
 *
 * @param protocols such as {@code TLSv1.3}
 * @param ciphers in order of preference; empty for the Java runtime's own
 * @param clientAuth whether a client certificate is asked for
 */
public record TlsSettings(List<String> protocols, List<String> ciphers, ClientAuth clientAuth) {

    public TlsSettings {
        protocols = List.copyOf(protocols);
        ciphers = List.copyOf(ciphers);
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
