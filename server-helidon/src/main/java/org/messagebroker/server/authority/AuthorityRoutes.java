package org.messagebroker.server.authority;

import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import org.messagebroker.api.AuthorityChange;
import org.messagebroker.api.AuthorityOrder;
import org.messagebroker.api.Permission;
import org.messagebroker.certs.KeyKind;
import org.messagebroker.server.user.Authentication;
import org.messagebroker.server.user.Caller;
import org.messagebroker.service.Problem;
import org.messagebroker.service.json.JsonBody;

/** {@code /admin/authorities}. */
final class AuthorityRoutes implements HttpService {

    private final Authentication authentication;
    private final AuthorityChanges changes;
    private final Upkeep upkeep;

    AuthorityRoutes(Authentication authentication, AuthorityChanges changes, Upkeep upkeep) {
        this.authentication = authentication;
        this.changes = changes;
        this.upkeep = upkeep;
    }

    @Override
    public void routing(HttpRules rules) {
        rules.get("/admin/authorities", this::list)
                .post("/admin/authorities", this::create)
                .post("/admin/authorities/{id}/activate", this::activate)
                .post("/admin/authorities/{id}/retire", this::retire);
    }

    private void list(ServerRequest request, ServerResponse response) {
        authentication.require(request).require(Permission.CERTIFICATE_READ);
        send(response, 200, changes.list());
    }

    private void create(ServerRequest request, ServerResponse response) {
        Caller caller = writer(request);
        AuthorityOrder order = JsonBody.read(request, AuthorityOrder.class);
        var made = changes.create(kind(order), caller.actor());
        upkeep.turn();
        send(response, 201, made);
    }

    private void activate(ServerRequest request, ServerResponse response) {
        Caller caller = writer(request);
        boolean force = JsonBody.read(request, AuthorityChange.class).force().orElse(false);
        var changed = changes.activate(id(request), force, caller.actor());
        upkeep.turn();
        send(response, 200, changed);
    }

    private void retire(ServerRequest request, ServerResponse response) {
        Caller caller = writer(request);
        boolean force = JsonBody.read(request, AuthorityChange.class).force().orElse(false);
        var changed = changes.retire(id(request), force, caller.actor());
        upkeep.turn();
        send(response, 200, changed);
    }

    private Caller writer(ServerRequest request) {
        Caller caller = authentication.require(request);
        caller.require(Permission.CERTIFICATE_WRITE);
        return caller;
    }

    private static KeyKind kind(AuthorityOrder order) {
        return KeyKind.parse(order.key().orElse("ec"))
                .orElseThrow(() -> Problem.invalidField("key", "must be ec or rsa"));
    }

    private static String id(ServerRequest request) {
        return request.path().pathParameters().get("id");
    }

    private static void send(ServerResponse response, int status, Object value) {
        response.header(HeaderNames.CACHE_CONTROL, "no-store");
        JsonBody.send(response, status, value);
    }
}
