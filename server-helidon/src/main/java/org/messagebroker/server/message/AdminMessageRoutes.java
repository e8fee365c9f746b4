package org.messagebroker.server.message;

import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.util.Optional;
import org.messagebroker.api.Permission;
import org.messagebroker.server.query.RequestFields;
import org.messagebroker.server.user.Authentication;
import org.messagebroker.server.user.Caller;

/** {@code /admin/messages}: everybody's, and bodies only where they are asked for. */
final class AdminMessageRoutes implements HttpService {

    private final Authentication authentication;
    private final MessageAnswers answers;

    AdminMessageRoutes(Authentication authentication, MessageAnswers answers) {
        this.authentication = authentication;
        this.answers = answers;
    }

    @Override
    public void routing(HttpRules rules) {
        rules.get("/admin/messages", this::page)
                .post("/admin/messages/search", this::search)
                .post("/admin/messages/export", this::export)
                .get("/admin/messages/{id}", this::one);
    }

    private void page(ServerRequest request, ServerResponse response) {
        Caller caller = reader(request);
        answers.page(SearchParameters.of(request.query()), Optional.empty(), caller, response);
    }

    private void search(ServerRequest request, ServerResponse response) {
        answers.search(request, Optional.empty(), reader(request), response);
    }

    private void export(ServerRequest request, ServerResponse response) {
        answers.export(request, Optional.empty(), reader(request), response);
    }

    private void one(ServerRequest request, ServerResponse response) {
        Caller caller = reader(request);
        Caller reading =
                MessageAnswers.withBodies(RequestFields.of(request.query()).flag("body", false), caller);
        answers.one(InternalMessageRoutes.id(request), Optional.empty(), reading, response);
    }

    private Caller reader(ServerRequest request) {
        Caller caller = authentication.require(request);
        caller.require(Permission.MESSAGE_READ_ALL);
        return caller;
    }
}
