package org.messagebroker.server.policy;

import io.helidon.http.Status;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import org.messagebroker.api.ErrorCode;
import org.messagebroker.api.Permission;
import org.messagebroker.server.user.Authentication;
import org.messagebroker.server.user.Caller;
import org.messagebroker.service.Problem;
import org.messagebroker.service.json.JsonBody;

/** {@code /admin/proxies}: how they are, and forgetting one that is gone. */
final class ProxyRoutes implements HttpService {

    private final Authentication authentication;
    private final Proxies proxies;

    ProxyRoutes(Authentication authentication, Proxies proxies) {
        this.authentication = authentication;
        this.proxies = proxies;
    }

    @Override
    public void routing(HttpRules rules) {
        rules.get("/admin/proxies/status", this::status).delete("/admin/proxies/{name}", this::forget);
    }

    private void status(ServerRequest request, ServerResponse response) {
        authentication.require(request).require(Permission.PROXY_READ);
        JsonBody.send(response, 200, proxies.views());
    }

    private void forget(ServerRequest request, ServerResponse response) {
        Caller caller = authentication.require(request);
        caller.require(Permission.PROXY_WRITE);
        if (!proxies.forget(request.path().pathParameters().get("name"), caller.actor())) {
            throw Problem.of(ErrorCode.NOT_FOUND, "No proxy of this name has reported.");
        }
        response.status(Status.NO_CONTENT_204).send();
    }
}
