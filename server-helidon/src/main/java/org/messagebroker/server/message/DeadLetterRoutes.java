package org.messagebroker.server.message;

import io.helidon.common.parameters.Parameters;
import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import org.messagebroker.api.DeadLetterKind;
import org.messagebroker.api.DeadLetterOrder;
import org.messagebroker.api.DeadLetterOrder.Filter;
import org.messagebroker.api.DeadLetterState;
import org.messagebroker.api.MessageId;
import org.messagebroker.api.Permission;
import org.messagebroker.server.message.DeadLetterSearch.LetterKey;
import org.messagebroker.server.user.Authentication;
import org.messagebroker.server.user.Caller;
import org.messagebroker.service.Problem;
import org.messagebroker.service.json.JsonBody;

/** {@code /admin/dead-letters}: what was given up, and what is to become of it. */
final class DeadLetterRoutes implements HttpService {

    private final Authentication authentication;
    private final DeadLetterList letters;
    private final DeadLetterDecisions decisions;

    DeadLetterRoutes(Authentication authentication, DeadLetterList letters, DeadLetterDecisions decisions) {
        this.authentication = authentication;
        this.letters = letters;
        this.decisions = decisions;
    }

    @Override
    public void routing(HttpRules rules) {
        rules.get("/admin/dead-letters", this::list)
                .post("/admin/dead-letters/requeue", this::requeue)
                .post("/admin/dead-letters/discard", this::discard)
                .get("/admin/dead-letters/{id}", this::one);
    }

    private void list(ServerRequest request, ServerResponse response) {
        authentication.require(request).require(Permission.MESSAGE_READ_ALL);
        SearchParameters parameters = SearchParameters.of(request.query());
        send(response, letters.page(search(parameters), parameters.limit()));
    }

    private static DeadLetterSearch search(SearchParameters parameters) {
        DeadLetterSearch search = DeadLetterSearch.of(new Filter(
                parameters.client(),
                parameters.choice("kind", DeadLetterKind.values()),
                parameters.text("reason"),
                parameters.from(),
                parameters.until()));
        return parameters
                .choice("state", DeadLetterState.values())
                .map(search::in)
                .orElse(search)
                .belowIfGiven(parameters.text("after").map(LetterKey::required));
    }

    private void one(ServerRequest request, ServerResponse response) {
        Caller caller = authentication.require(request);
        caller.require(Permission.MESSAGE_READ_ALL);
        SearchParameters parameters = SearchParameters.of(request.query());
        MessageId id = InternalMessageRoutes.id(request);
        if (wantsBody(request.query())) {
            caller.require(Permission.MESSAGE_BODY_READ);
            send(response, letters.opened(id, parameters.client(), caller));
        } else {
            send(response, letters.one(id, parameters.client()));
        }
    }

    private static boolean wantsBody(Parameters query) {
        return switch (query.first("body").orElse("false")) {
            case "true" -> true;
            case "false" -> false;
            default -> throw Problem.invalidField("body", "must be true or false");
        };
    }

    private void requeue(ServerRequest request, ServerResponse response) {
        Caller caller = decider(request);
        send(response, decisions.requeue(JsonBody.read(request, DeadLetterOrder.class), caller.actor()));
    }

    private void discard(ServerRequest request, ServerResponse response) {
        Caller caller = decider(request);
        send(response, decisions.discard(JsonBody.read(request, DeadLetterOrder.class), caller.actor()));
    }

    private Caller decider(ServerRequest request) {
        Caller caller = authentication.require(request);
        caller.require(Permission.MESSAGE_READ_ALL);
        caller.require(Permission.MESSAGE_REQUEUE);
        return caller;
    }

    private static void send(ServerResponse response, Object value) {
        response.header(HeaderNames.CACHE_CONTROL, "no-store");
        JsonBody.send(response, 200, value);
    }
}
