package org.messagebroker.server.role;

import io.helidon.http.HeaderNames;
import io.helidon.http.Status;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import org.messagebroker.api.Permission;
import org.messagebroker.api.RoleCloneOrder;
import org.messagebroker.api.RoleOrder;
import org.messagebroker.server.user.Authentication;
import org.messagebroker.server.user.Caller;
import org.messagebroker.service.json.JsonBody;

/** {@code /admin/roles} and {@code /admin/permissions}. Who manages users sees them, to choose from. */
final class RoleRoutes implements HttpService {

    private static final int OK = 200;
    private static final int CREATED = 201;

    private final Authentication authentication;
    private final RoleService roles;

    RoleRoutes(Authentication authentication, RoleService roles) {
        this.authentication = authentication;
        this.roles = roles;
    }

    @Override
    public void routing(HttpRules rules) {
        rules.get("/admin/roles", this::list)
                .post("/admin/roles", this::create)
                .get("/admin/roles/{name}", this::one)
                .put("/admin/roles/{name}", this::change)
                .delete("/admin/roles/{name}", this::delete)
                .post("/admin/roles/{name}/clone", this::copy)
                .get("/admin/permissions", this::permissions);
    }

    private void list(ServerRequest request, ServerResponse response) {
        requireReader(request);
        send(response, OK, roles.list());
    }

    private void one(ServerRequest request, ServerResponse response) {
        requireReader(request);
        send(response, OK, roles.find(name(request)));
    }

    private void permissions(ServerRequest request, ServerResponse response) {
        requireReader(request);
        send(response, OK, PermissionCatalogue.all());
    }

    private void create(ServerRequest request, ServerResponse response) {
        Caller caller = writer(request);
        send(response, CREATED, roles.create(JsonBody.read(request, RoleOrder.class), caller));
    }

    private void copy(ServerRequest request, ServerResponse response) {
        Caller caller = writer(request);
        send(response, CREATED, roles.clone(name(request), JsonBody.read(request, RoleCloneOrder.class), caller));
    }

    private void change(ServerRequest request, ServerResponse response) {
        Caller caller = writer(request);
        send(response, OK, roles.change(name(request), JsonBody.read(request, RoleOrder.class), caller));
    }

    private void delete(ServerRequest request, ServerResponse response) {
        Caller caller = writer(request);
        roles.delete(name(request), caller);
        response.status(Status.NO_CONTENT_204).send();
    }

    private void requireReader(ServerRequest request) {
        authentication.require(request).require(Permission.USER_READ);
    }

    private Caller writer(ServerRequest request) {
        Caller caller = authentication.require(request);
        caller.require(Permission.ROLE_WRITE);
        return caller;
    }

    private static String name(ServerRequest request) {
        return request.path().pathParameters().get("name");
    }

    private static void send(ServerResponse response, int status, Object value) {
        response.header(HeaderNames.CACHE_CONTROL, "no-store");
        JsonBody.send(response, status, value);
    }
}
