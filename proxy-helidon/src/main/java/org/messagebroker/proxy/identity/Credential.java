package org.messagebroker.proxy.identity;

import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.ServerRequest;
import java.net.InetAddress;
import java.util.Optional;
import org.messagebroker.service.address.ClientAddress;
import org.messagebroker.service.tls.Peer;

/** With what a request says who sends it. */
sealed interface Credential {

    /** The verified certificate of the connection. */
    record Certificate(Peer peer) implements Credential {}

    /**
     * An API key. {@link #toString()} hides it.
     *
     * @param from the address that the request comes from
     */
    record ApiKey(String text, InetAddress from) implements Credential {
        @Override
        public String toString() {
            return "ApiKey[from " + from.getHostAddress() + "]";
        }
    }

    /** Nothing. */
    record None() implements Credential {}

    HeaderName HEADER = HeaderNames.create("X-API-Key");

    /**
     * The certificate, or an API key where keys count and there is no certificate.
     *
     * @throws org.messagebroker.service.Problem authorization_error when the certificate carries no identity of ours
     */
    static Credential of(ServerRequest request, boolean keysCount) {
        Optional<Peer> peer = Peer.of(request);
        if (peer.isPresent()) {
            return new Certificate(peer.get());
        }
        return request.headers()
                .first(HEADER)
                .filter(_ -> keysCount)
                .<Credential>map(key -> new ApiKey(key, ClientAddress.of(request)))
                .orElseGet(None::new);
    }
}
