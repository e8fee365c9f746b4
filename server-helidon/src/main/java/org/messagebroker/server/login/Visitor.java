package org.messagebroker.server.login;

import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.ServerRequest;
import java.util.Optional;
import org.messagebroker.server.audit.AuditEntry.Actor;
import org.messagebroker.server.user.Authentication;
import org.messagebroker.server.user.User;
import org.messagebroker.service.RequestId;

/**
 * Somebody who is about to log in.
 *
 * @param address where he is, without the port
 * @param agent the program that he uses, as it calls itself; may be empty
 * @param requestId names the request in the logs
 */
record Visitor(String address, String agent, String requestId) {

    private static final int LONGEST_AGENT = 255;

    static Visitor of(ServerRequest request) {
        String agent = request.headers().first(HeaderNames.USER_AGENT).orElse("");
        return new Visitor(
                Authentication.address(request),
                agent.substring(0, Math.min(agent.length(), LONGEST_AGENT)),
                RequestId.current());
    }

    /** As the audit names him once it is clear who he is. */
    Actor as(User user) {
        return new Actor(Optional.of(user.id()), user.email().value(), address, requestId);
    }

    /** As the audit names him who has proved nothing. */
    Actor unknown() {
        return new Actor(Optional.empty(), "anonymous", address, requestId);
    }
}
