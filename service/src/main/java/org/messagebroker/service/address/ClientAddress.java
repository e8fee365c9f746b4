package org.messagebroker.service.address;

import io.helidon.http.Headers;
import io.helidon.webserver.http.ServerRequest;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;

/**
 * Where a request comes from. Forwarded headers are believed only from the load balancers in {@code server.forwarded-from},
 * and only as far back as the last hop that is none of them. They say where a request comes from, never who sends it.
 */
public final class ClientAddress {

    private ClientAddress() {}

    /** The client's address: the connection's own, or the one that trusted load balancers forward for. */
    public static InetAddress of(ServerRequest request) {
        return request.listenerContext()
                .context()
                .get(ForwardedFrom.class)
                .map(trusted -> of(peer(request), request.headers(), trusted))
                .orElseGet(() -> peer(request));
    }

    /** From the right, for every hop adds what it saw at the end; what stands left of an untrusted hop is its own claim. */
    static InetAddress of(InetAddress peer, Headers headers, ForwardedFrom trusted) {
        if (!trusted.includes(peer)) {
            return peer;
        }
        InetAddress nearest = peer;
        List<Optional<InetAddress>> hops = ForwardedHops.of(headers);
        for (Optional<InetAddress> hop : hops.reversed()) {
            if (hop.isEmpty() || !trusted.includes(nearest)) {
                return nearest;
            }
            nearest = hop.get();
        }
        return nearest;
    }

    private static InetAddress peer(ServerRequest request) {
        if (request.remotePeer().address() instanceof InetSocketAddress socket) {
            return socket.getAddress();
        }
        throw new IllegalStateException("a connection without an internet address");
    }
}
