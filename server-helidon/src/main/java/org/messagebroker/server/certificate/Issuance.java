package org.messagebroker.server.certificate;

import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import org.messagebroker.certs.Fingerprint;
import org.messagebroker.certs.Holder;

/**
 * A certificate just issued. {@link #toString()} hides the key.
 *
 * @param chain the holder's certificate first; the root left out
 * @param key only when it was made here
 */
public record Issuance(Holder holder, List<X509Certificate> chain, Optional<PrivateKey> key) {

    public Issuance {
        chain = List.copyOf(chain);
    }

    public X509Certificate certificate() {
        return chain.getFirst();
    }

    public String fingerprint() {
        return Fingerprint.of(certificate()).hex();
    }

    @Override
    public String toString() {
        return "Issuance[" + holder + "]";
    }
}
