package org.messagebroker.server.login;

import io.helidon.http.HeaderNames;
import io.helidon.http.Status;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import org.messagebroker.api.CodeProof;
import org.messagebroker.api.PasswordProof;
import org.messagebroker.server.user.Authentication;
import org.messagebroker.server.user.Caller;
import org.messagebroker.service.json.JsonBody;

/** {@code /portal/second-factor}: one's own. */
final class OwnSecondFactorRoutes implements HttpService {

    private final Authentication authentication;
    private final OwnSecondFactor factor;

    OwnSecondFactorRoutes(Authentication authentication, OwnSecondFactor factor) {
        this.authentication = authentication;
        this.factor = factor;
    }

    @Override
    public void routing(HttpRules rules) {
        rules.get("/portal/second-factor", this::view)
                .post("/portal/second-factor", this::begin)
                .post("/portal/second-factor/confirm", this::confirm)
                .post("/portal/second-factor/recovery-codes", this::newCodes)
                .post("/portal/second-factor/disable", this::disable);
    }

    private void view(ServerRequest request, ServerResponse response) {
        JsonBody.send(response, 200, factor.view(authentication.require(request)));
    }

    private void begin(ServerRequest request, ServerResponse response) {
        Caller caller = authentication.require(request);
        String password = JsonBody.read(request, PasswordProof.class).password();
        send(response, factor.begin(caller, password));
    }

    private void confirm(ServerRequest request, ServerResponse response) {
        Caller caller = authentication.require(request);
        send(response, factor.confirm(caller, code(request)));
    }

    private void newCodes(ServerRequest request, ServerResponse response) {
        Caller caller = authentication.require(request);
        send(response, factor.newCodes(caller, code(request)));
    }

    private void disable(ServerRequest request, ServerResponse response) {
        Caller caller = authentication.require(request);
        factor.disable(caller, code(request));
        response.status(Status.NO_CONTENT_204).send();
    }

    private static String code(ServerRequest request) {
        return JsonBody.read(request, CodeProof.class).code();
    }

    private static void send(ServerResponse response, Object secret) {
        response.header(HeaderNames.CACHE_CONTROL, "no-store");
        JsonBody.send(response, 200, secret);
    }
}
