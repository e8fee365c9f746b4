package org.messagebroker.server.testmessage;

import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import org.messagebroker.api.Permission;
import org.messagebroker.server.user.Authentication;
import org.messagebroker.server.user.Caller;
import org.messagebroker.service.json.JsonBody;

/** {@code /admin/proxies/{name}/test}: sends a message through one proxy, and says how far it is. */
public final class TestMessageRoutes implements HttpService {

    private static final int ACCEPTED = 202;

    private final Authentication authentication;
    private final TestMessages tests;

    public TestMessageRoutes(Authentication authentication, TestMessages tests) {
        this.authentication = authentication;
        this.tests = tests;
    }

    @Override
    public void routing(HttpRules rules) {
        rules.post("/admin/proxies/{name}/test", this::order).get("/admin/proxies/{name}/test", this::last);
    }

    private void order(ServerRequest request, ServerResponse response) {
        Caller caller = authentication.require(request);
        caller.require(Permission.PROXY_WRITE);
        JsonBody.send(response, ACCEPTED, tests.order(name(request), caller.actor()));
    }

    private void last(ServerRequest request, ServerResponse response) {
        authentication.require(request).require(Permission.PROXY_READ);
        JsonBody.send(response, 200, tests.last(name(request)));
    }

    private static String name(ServerRequest request) {
        return request.path().pathParameters().get("name");
    }
}
