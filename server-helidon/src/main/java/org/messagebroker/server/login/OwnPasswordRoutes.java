package org.messagebroker.server.login;

import io.helidon.http.Status;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import org.messagebroker.api.OwnPasswordOrder;
import org.messagebroker.server.user.Authentication;
import org.messagebroker.server.user.Caller;
import org.messagebroker.service.json.JsonBody;

/** {@code /portal/password}: one's own. */
final class OwnPasswordRoutes implements HttpService {

    private final Authentication authentication;
    private final OwnPassword password;

    OwnPasswordRoutes(Authentication authentication, OwnPassword password) {
        this.authentication = authentication;
        this.password = password;
    }

    @Override
    public void routing(HttpRules rules) {
        rules.put("/portal/password", this::change);
    }

    private void change(ServerRequest request, ServerResponse response) {
        Caller caller = authentication.requireEvenBeforePasswordChange(request);
        password.change(caller, JsonBody.read(request, OwnPasswordOrder.class));
        response.status(Status.NO_CONTENT_204).send();
    }
}
