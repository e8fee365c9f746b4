package org.messagebroker.server.client;

import io.helidon.http.HeaderNames;
import io.helidon.http.Status;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.time.Duration;
import org.messagebroker.api.ApiKeyOrder;
import org.messagebroker.api.ClientId;
import org.messagebroker.api.ClientOrder;
import org.messagebroker.api.Permission;
import org.messagebroker.api.RotationOrder;
import org.messagebroker.api.SiteOrder;
import org.messagebroker.api.StateOrder;
import org.messagebroker.server.user.Authentication;
import org.messagebroker.server.user.Caller;
import org.messagebroker.service.Problem;
import org.messagebroker.service.json.JsonBody;

/** {@code /admin/clients} with their API keys, and {@code /admin/sites}. */
final class ClientRoutes implements HttpService {

    private static final int OK = 200;
    private static final int CREATED = 201;
    private static final int USUAL_OVERLAP = 24;
    private static final int LONGEST_OVERLAP = 720;

    private final Authentication authentication;
    private final ClientService clients;
    private final ApiKeyService keys;

    ClientRoutes(Authentication authentication, ClientService clients, ApiKeyService keys) {
        this.authentication = authentication;
        this.clients = clients;
        this.keys = keys;
    }

    @Override
    public void routing(HttpRules rules) {
        rules.get("/admin/clients", this::page)
                .post("/admin/clients", this::create)
                .get("/admin/clients/{id}", this::one)
                .put("/admin/clients/{id}", this::change)
                .delete("/admin/clients/{id}", this::delete)
                .put("/admin/clients/{id}/status", this::changeState)
                .get("/admin/clients/{id}/api-keys", this::listKeys)
                .post("/admin/clients/{id}/api-keys", this::createKey)
                .post("/admin/clients/{id}/api-keys/{key}/rotate", this::rotateKey)
                .delete("/admin/clients/{id}/api-keys/{key}", this::revokeKey)
                .get("/admin/sites", this::sites)
                .put("/admin/sites/{name}", this::putSite);
    }

    private void page(ServerRequest request, ServerResponse response) {
        requireReader(request);
        send(response, OK, clients.search(ClientSearch.read(request.query())));
    }

    private void one(ServerRequest request, ServerResponse response) {
        requireReader(request);
        send(response, OK, clients.find(id(request)));
    }

    private void create(ServerRequest request, ServerResponse response) {
        Caller caller = writer(request);
        send(response, CREATED, clients.create(JsonBody.read(request, ClientOrder.class), caller.actor()));
    }

    private void change(ServerRequest request, ServerResponse response) {
        Caller caller = writer(request);
        ClientOrder order = JsonBody.read(request, ClientOrder.class);
        send(response, OK, clients.change(id(request), order, caller.actor()));
    }

    private void changeState(ServerRequest request, ServerResponse response) {
        Caller caller = writer(request);
        ClientState state =
                ClientState.parse(JsonBody.read(request, StateOrder.class).state());
        send(response, OK, clients.changeState(id(request), state, caller.actor()));
    }

    private void delete(ServerRequest request, ServerResponse response) {
        Caller caller = writer(request);
        clients.delete(id(request), caller.actor());
        response.status(Status.NO_CONTENT_204).send();
    }

    private void listKeys(ServerRequest request, ServerResponse response) {
        requireReader(request);
        clients.find(id(request));
        send(response, OK, keys.list(id(request)));
    }

    private void createKey(ServerRequest request, ServerResponse response) {
        Caller caller = writer(request);
        ApiKeyOrder order = JsonBody.read(request, ApiKeyOrder.class);
        send(response, CREATED, keys.create(id(request), order, caller.actor()));
    }

    private void rotateKey(ServerRequest request, ServerResponse response) {
        Caller caller = writer(request);
        int hours = JsonBody.read(request, RotationOrder.class).overlapHours().orElse(USUAL_OVERLAP);
        if (hours < 0 || hours > LONGEST_OVERLAP) {
            throw Problem.invalidField("overlap_hours", "must be from 0 to " + LONGEST_OVERLAP + ".");
        }
        send(response, CREATED, keys.rotate(id(request), key(request), Duration.ofHours(hours), caller.actor()));
    }

    private void revokeKey(ServerRequest request, ServerResponse response) {
        Caller caller = writer(request);
        keys.revoke(id(request), key(request), caller.actor());
        response.status(Status.NO_CONTENT_204).send();
    }

    private void sites(ServerRequest request, ServerResponse response) {
        requireReader(request);
        send(response, OK, clients.sites());
    }

    private void putSite(ServerRequest request, ServerResponse response) {
        Caller caller = writer(request);
        SiteOrder order = JsonBody.read(request, SiteOrder.class);
        String name = request.path().pathParameters().get("name");
        send(response, OK, clients.putSite(name, order.ratePerMinute(), caller.actor()));
    }

    private void requireReader(ServerRequest request) {
        authentication.require(request).require(Permission.CLIENT_READ);
    }

    private Caller writer(ServerRequest request) {
        Caller caller = authentication.require(request);
        caller.require(Permission.CLIENT_WRITE);
        return caller;
    }

    private static ClientId id(ServerRequest request) {
        String text = request.path().pathParameters().get("id");
        if (!ClientId.isValid(text)) {
            throw ClientService.unknown();
        }
        return new ClientId(text);
    }

    private static String key(ServerRequest request) {
        return request.path().pathParameters().get("key");
    }

    private static void send(ServerResponse response, int status, Object value) {
        response.header(HeaderNames.CACHE_CONTROL, "no-store");
        JsonBody.send(response, status, value);
    }
}
