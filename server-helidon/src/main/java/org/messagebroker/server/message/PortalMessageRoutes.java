package org.messagebroker.server.message;

import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.util.List;
import java.util.Optional;
import org.messagebroker.api.ClientId;
import org.messagebroker.api.ErrorCode;
import org.messagebroker.api.MessageView;
import org.messagebroker.server.user.Authentication;
import org.messagebroker.server.user.Caller;
import org.messagebroker.server.user.Permission;
import org.messagebroker.service.Problem;
import org.messagebroker.service.json.JsonBody;

/** {@code /portal/messages}: for people, each within what he may see. */
final class PortalMessageRoutes implements HttpService {

    private final Authentication authentication;
    private final MessageList messages;

    PortalMessageRoutes(Authentication authentication, MessageList messages) {
        this.authentication = authentication;
        this.messages = messages;
    }

    @Override
    public void routing(HttpRules rules) {
        rules.get("/portal/messages", this::list).get("/portal/messages/{id}", this::one);
    }

    private void list(ServerRequest request, ServerResponse response) {
        Caller caller = authentication.require(request);
        MessageSearch search = SearchParameters.read(request.query(), visible(caller));
        send(
                response,
                messages.read(search, wantsBodies(request) ? caller : caller.without(Permission.MESSAGE_BODY_READ)));
    }

    /** A page that only watches for news asks for no bodies, so that the audit names what a person has really read. */
    private static boolean wantsBodies(ServerRequest request) {
        return switch (request.query().first("bodies").orElse("true")) {
            case "true" -> true;
            case "false" -> false;
            default -> throw Problem.invalidField("bodies", "must be true or false");
        };
    }

    private void one(ServerRequest request, ServerResponse response) {
        Caller caller = authentication.require(request);
        MessageSearch search = SearchParameters.one(InternalMessageRoutes.id(request), visible(caller));
        List<MessageView> found = messages.read(search, caller);
        if (found.isEmpty()) {
            throw Problem.of(ErrorCode.NOT_FOUND, "No message has this id.");
        }
        send(response, found.getFirst());
    }

    /** The one client whose messages he may see; empty for all. */
    private static Optional<ClientId> visible(Caller caller) {
        if (caller.may(Permission.MESSAGE_READ_ALL)) {
            return Optional.empty();
        }
        caller.require(Permission.MESSAGE_READ);
        return Optional.of(caller.clientId()
                .orElseThrow(() -> Problem.of(
                        ErrorCode.AUTHORIZATION_ERROR,
                        "This account belongs to no client, so it has no messages; ask an administrator.")));
    }

    private static void send(ServerResponse response, Object value) {
        response.header(HeaderNames.CACHE_CONTROL, "no-store");
        JsonBody.send(response, 200, value);
    }
}
