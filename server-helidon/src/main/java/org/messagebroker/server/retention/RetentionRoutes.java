package org.messagebroker.server.retention;

import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.util.Optional;
import org.messagebroker.api.ClientId;
import org.messagebroker.api.ErrorCode;
import org.messagebroker.api.Permission;
import org.messagebroker.api.RetentionOrder;
import org.messagebroker.server.user.Authentication;
import org.messagebroker.server.user.Caller;
import org.messagebroker.service.Problem;
import org.messagebroker.service.json.JsonBody;

/** {@code /admin/data-retention}: how long messages are kept, what that would do, and what it has done. */
final class RetentionRoutes implements HttpService {

    private static final int OK = 200;
    private static final String POLICIES = "/admin/data-retention/policies";

    private final Authentication authentication;
    private final RetentionService retention;

    RetentionRoutes(Authentication authentication, RetentionService retention) {
        this.authentication = authentication;
        this.retention = retention;
    }

    @Override
    public void routing(HttpRules rules) {
        rules.get(POLICIES, this::policies)
                .put(POLICIES, this::putUsual)
                .put(POLICIES + "/{id}", this::putClient)
                .delete(POLICIES + "/{id}", this::deleteClient)
                .get("/admin/data-retention/preview", this::preview)
                .post("/admin/data-retention/cleanup", this::cleanUp)
                .get("/admin/data-retention/runs", this::runs);
    }

    private void policies(ServerRequest request, ServerResponse response) {
        decider(request);
        send(response, retention.all());
    }

    private void putUsual(ServerRequest request, ServerResponse response) {
        Caller caller = decider(request);
        send(response, retention.put(Optional.empty(), ordered(request), caller.actor()));
    }

    private void putClient(ServerRequest request, ServerResponse response) {
        Caller caller = decider(request);
        send(response, retention.put(Optional.of(client(request)), ordered(request), caller.actor()));
    }

    private void deleteClient(ServerRequest request, ServerResponse response) {
        Caller caller = decider(request);
        send(response, retention.delete(client(request), caller.actor()));
    }

    private void preview(ServerRequest request, ServerResponse response) {
        decider(request);
        Optional<ClientId> client = text(request, "client_id").map(RetentionRoutes::client);
        Keep keep = Keep.of(
                number(request, "retention_days").or(() -> number(request, "keep_days")),
                number(request, "keep_months"));
        send(response, retention.preview(client, keep));
    }

    private void cleanUp(ServerRequest request, ServerResponse response) {
        Caller caller = decider(request);
        send(response, retention.runNow(number(request, "retention_days").map(Keep::days), caller.actor()));
    }

    private void runs(ServerRequest request, ServerResponse response) {
        decider(request);
        send(response, retention.runs());
    }

    private Caller decider(ServerRequest request) {
        Caller caller = authentication.require(request);
        caller.require(Permission.RETENTION_WRITE);
        return caller;
    }

    private static Keep ordered(ServerRequest request) {
        RetentionOrder order = JsonBody.read(request, RetentionOrder.class);
        return Keep.of(order.keepDays(), order.keepMonths());
    }

    private static ClientId client(ServerRequest request) {
        return client(request.path().pathParameters().get("id"));
    }

    private static ClientId client(String text) {
        if (!ClientId.isValid(text)) {
            throw Problem.of(ErrorCode.NOT_FOUND, "There is no client of this id.");
        }
        return new ClientId(text);
    }

    private static Optional<Integer> number(ServerRequest request, String name) {
        return text(request, name).map(text -> {
            if (!text.matches("\\d{1,6}")) {
                throw Problem.invalidField(name, "must be a whole number above 0");
            }
            return Integer.parseInt(text);
        });
    }

    private static Optional<String> text(ServerRequest request, String name) {
        return request.query().contains(name)
                ? Optional.of(request.query().get(name).strip()).filter(text -> !text.isEmpty())
                : Optional.empty();
    }

    private static void send(ServerResponse response, Object value) {
        response.header(HeaderNames.CACHE_CONTROL, "no-store");
        JsonBody.send(response, OK, value);
    }
}
