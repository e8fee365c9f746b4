package org.messagebroker.api;

import java.util.List;
import java.util.Optional;
import org.messagebroker.api.TlsSettings.ClientAuth;

/**
 * {@code PUT /admin/tls/{listener}}: what is not named stays as it is.
 *
 * @param ciphers in order of preference; empty for the Java runtime's own
 */
public record TlsChange(
        Optional<List<String>> protocols, Optional<List<String>> ciphers, Optional<ClientAuth> clientAuth) {

    /** The settings with this change. */
    public TlsSettings applied(TlsSettings to) {
        return new TlsSettings(
                protocols.orElse(to.protocols()), ciphers.orElse(to.ciphers()), clientAuth.orElse(to.clientAuth()));
    }
}
