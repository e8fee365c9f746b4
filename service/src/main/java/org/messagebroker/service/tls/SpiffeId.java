package org.messagebroker.service.tls;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.messagebroker.api.ClientId;

/** The role and name in {@code spiffe://message-broker/<role>/<name>}. */
record SpiffeId(Peer.Role role, String name) {

    private static final Pattern FORM = Pattern.compile("spiffe://message-broker/(client|proxy|worker|server)/([^/]+)");

    static Optional<SpiffeId> parse(String uri) {
        Matcher matcher = FORM.matcher(uri);
        if (!matcher.matches() || !ClientId.isValid(matcher.group(2))) {
            return Optional.empty();
        }
        return Optional.of(new SpiffeId(role(matcher.group(1)), matcher.group(2)));
    }

    private static Peer.Role role(String wire) {
        return switch (wire) {
            case "client" -> Peer.Role.CLIENT;
            case "proxy" -> Peer.Role.PROXY;
            case "server" -> Peer.Role.SERVER;
            default -> Peer.Role.WORKER;
        };
    }
}
