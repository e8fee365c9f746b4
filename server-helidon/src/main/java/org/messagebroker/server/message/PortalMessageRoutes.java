package org.messagebroker.server.message;

import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.util.Optional;
import org.messagebroker.api.ClientId;
import org.messagebroker.api.ErrorCode;
import org.messagebroker.api.Permission;
import org.messagebroker.server.query.RequestFields;
import org.messagebroker.server.user.Authentication;
import org.messagebroker.server.user.Caller;
import org.messagebroker.service.Problem;

/** {@code /portal/messages}: for people, each within what he may see. */
final class PortalMessageRoutes implements HttpService {

    private final Authentication authentication;
    private final MessageAnswers answers;

    PortalMessageRoutes(Authentication authentication, MessageAnswers answers) {
        this.authentication = authentication;
        this.answers = answers;
    }

    @Override
    public void routing(HttpRules rules) {
        rules.get("/portal/messages", this::list)
                .post("/portal/messages/search", this::search)
                .post("/portal/messages/export", this::export)
                .get("/portal/messages/{id}", this::one);
    }

    /** An array, as older clients read it, with the bodies that the caller may read. */
    private void list(ServerRequest request, ServerResponse response) {
        Caller caller = authentication.require(request);
        Optional<ClientId> visible = visible(caller);
        answers.list(
                SearchParameters.of(request.query()), visible, withBodiesUnlessDeclined(request, caller), response);
    }

    private void search(ServerRequest request, ServerResponse response) {
        Caller caller = authentication.require(request);
        answers.search(request, visible(caller), caller, response);
    }

    private void export(ServerRequest request, ServerResponse response) {
        Caller caller = authentication.require(request);
        answers.export(request, visible(caller), caller, response);
    }

    private void one(ServerRequest request, ServerResponse response) {
        Caller caller = authentication.require(request);
        Optional<ClientId> visible = visible(caller);
        answers.one(InternalMessageRoutes.id(request), visible, withBodiesUnlessDeclined(request, caller), response);
    }

    /** A page that only watches for news asks for no bodies, so that the audit names what a person has really read. */
    private static Caller withBodiesUnlessDeclined(ServerRequest request, Caller caller) {
        return RequestFields.of(request.query()).flag("bodies", true)
                ? caller
                : caller.without(Permission.MESSAGE_BODY_READ);
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
}
