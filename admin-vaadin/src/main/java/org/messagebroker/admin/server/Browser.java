package org.messagebroker.admin.server;

import java.net.InetAddress;
import java.util.Optional;
import org.springframework.http.HttpHeaders;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;

/**
 * Where the browser of a person is, as the portal sees it. The server is told, for its audit and for its lock against
 * guessing, and believes it when the portal is one of its own {@code server.forwarded-from}.
 *
 * @param address absent where nobody knows
 */
public record Browser(Optional<InetAddress> address) {

    private static final String HEADER = "X-Forwarded-For";

    /** The one whose request this thread handles; absent in the background. */
    public static Optional<Browser> current() {
        return Optional.ofNullable(RequestContextHolder.getRequestAttributes())
                .filter(ServletRequestAttributes.class::isInstance)
                .map(ServletRequestAttributes.class::cast)
                .map(attributes -> new Browser(address(attributes.getRequest().getRemoteAddr())));
    }

    /** A load balancer may have forwarded for something that is no address. */
    private static Optional<InetAddress> address(String text) {
        try {
            return Optional.of(InetAddress.ofLiteral(text));
        } catch (IllegalArgumentException notAnAddress) {
            return Optional.empty();
        }
    }

    void tell(HttpHeaders headers) {
        address.ifPresent(known -> headers.set(HEADER, known.getHostAddress()));
    }
}
