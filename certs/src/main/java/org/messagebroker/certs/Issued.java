package org.messagebroker.certs;

import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.List;

/**
 * A certificate and its private key. {@link #toString()} hides the key.
 *
 * @param chain the holder's certificate first, then the authority that signed it; not the root
 * @param key the holder's private key
 */
public record Issued(List<X509Certificate> chain, PrivateKey key) {

    public Issued {
        chain = List.copyOf(chain);
    }

    /** The holder's certificate. */
    public X509Certificate certificate() {
        return chain.getFirst();
    }

    @Override
    public String toString() {
        return "Issued[" + certificate().getSubjectX500Principal() + "]";
    }
}
