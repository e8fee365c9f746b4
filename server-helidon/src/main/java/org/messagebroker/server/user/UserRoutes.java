package org.messagebroker.server.user;

import io.helidon.http.HeaderNames;
import io.helidon.http.Status;
import io.helidon.webserver.http.Handler;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.time.InstantSource;
import java.util.UUID;
import java.util.function.Supplier;
import org.messagebroker.api.AccountChange;
import org.messagebroker.api.AccountOrder;
import org.messagebroker.api.Permission;
import org.messagebroker.service.Problem;
import org.messagebroker.service.json.Json;
import org.messagebroker.service.json.JsonBody;

/** {@code /admin/users}. */
final class UserRoutes implements HttpService {

    private static final int OK = 200;
    private static final int CREATED = 201;
    private static final String ONE = "/admin/users/{id}";

    private final Authentication authentication;
    private final UserService users;
    private final InstantSource clock;

    UserRoutes(Authentication authentication, UserService users, InstantSource clock) {
        this.authentication = authentication;
        this.users = users;
        this.clock = clock;
    }

    @Override
    public void routing(HttpRules rules) {
        rules.get("/admin/users", this::page)
                .post("/admin/users", this::create)
                .get(ONE, this::one)
                .delete(ONE, this::delete)
                .put(ONE + "/role", change(AccountChange.Role.class))
                .put(ONE + "/status", change(AccountChange.Status.class))
                .put(ONE + "/password", change(AccountChange.Password.class))
                .put(ONE + "/expiry", change(AccountChange.Expiry.class, "expires_at"))
                .put(ONE + "/client", change(AccountChange.Client.class, "client_id"))
                .put(ONE + "/force-password-change", change(AccountChange.ForcedPasswordChange.class))
                .get(ONE + "/sessions", this::sessions)
                .delete(ONE + "/sessions", this::endSessions)
                .delete(ONE + "/sessions/{session}", this::endSession);
    }

    private void page(ServerRequest request, ServerResponse response) {
        Caller caller = reader(request);
        UserSearch search = UserSearch.read(
                request.query(), Standing.onlyClient(caller.clientId(), caller.permissions()), clock.instant());
        send(response, OK, users.search(search));
    }

    private void one(ServerRequest request, ServerResponse response) {
        Caller caller = reader(request);
        send(response, OK, users.find(id(request), caller));
    }

    private void create(ServerRequest request, ServerResponse response) {
        Caller caller = writer(request);
        send(response, CREATED, users.create(JsonBody.read(request, AccountOrder.class), caller));
    }

    private void delete(ServerRequest request, ServerResponse response) {
        Caller caller = writer(request);
        users.delete(id(request), caller);
        response.status(Status.NO_CONTENT_204).send();
    }

    /** The fields named must be there, if only as null: who misspells one must not lift an end by it. */
    private Handler change(Class<? extends AccountChange> type, String... fields) {
        return (request, response) -> {
            Caller caller = writer(request);
            byte[] body = JsonBody.bytes(request);
            for (String field : fields) {
                if (!Json.object(body).has(field)) {
                    throw Problem.invalidField(field, "is missing; null takes it away.");
                }
            }
            send(response, OK, users.change(id(request), Json.parse(body, type), caller));
        };
    }

    private void sessions(ServerRequest request, ServerResponse response) {
        Caller caller = reader(request);
        send(response, OK, users.sessions(id(request), caller));
    }

    private void endSessions(ServerRequest request, ServerResponse response) {
        Caller caller = writer(request);
        users.endSessions(id(request), caller);
        response.status(Status.NO_CONTENT_204).send();
    }

    private void endSession(ServerRequest request, ServerResponse response) {
        Caller caller = writer(request);
        UUID session = uuid(request, "session", UserService::unknownSession);
        users.endSession(id(request), session, caller);
        response.status(Status.NO_CONTENT_204).send();
    }

    private Caller reader(ServerRequest request) {
        Caller caller = authentication.require(request);
        caller.require(Permission.USER_READ);
        return caller;
    }

    private Caller writer(ServerRequest request) {
        Caller caller = authentication.require(request);
        caller.require(Permission.USER_WRITE);
        return caller;
    }

    private static UUID id(ServerRequest request) {
        return uuid(request, "id", UserService::unknown);
    }

    private static UUID uuid(ServerRequest request, String name, Supplier<Problem> otherwise) {
        String text = request.path().pathParameters().get(name);
        if (!text.matches("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")) {
            throw otherwise.get();
        }
        return UUID.fromString(text);
    }

    private static void send(ServerResponse response, int status, Object value) {
        response.header(HeaderNames.CACHE_CONTROL, "no-store");
        JsonBody.send(response, status, value);
    }
}
