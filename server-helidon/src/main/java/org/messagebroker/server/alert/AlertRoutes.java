package org.messagebroker.server.alert;

import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.util.List;
import java.util.Optional;
import org.messagebroker.api.AlertEvent;
import org.messagebroker.api.AlertKind;
import org.messagebroker.api.AlertPage;
import org.messagebroker.api.AlertRuleChange;
import org.messagebroker.api.AlertRules;
import org.messagebroker.api.ErrorCode;
import org.messagebroker.api.Permission;
import org.messagebroker.server.database.Database;
import org.messagebroker.server.user.Authentication;
import org.messagebroker.server.user.Caller;
import org.messagebroker.service.Problem;
import org.messagebroker.service.QueryParameters;
import org.messagebroker.service.json.JsonBody;

/** {@code /admin/alerts}. */
final class AlertRoutes implements HttpService {

    private static final String PATH = "/admin/alerts";
    private static final int DEFAULT_LIMIT = 100;
    private static final int MOST = 1000;

    private final Authentication authentication;
    private final Database database;
    private final RuleService rules;

    AlertRoutes(Authentication authentication, Database database, RuleService rules) {
        this.authentication = authentication;
        this.database = database;
        this.rules = rules;
    }

    @Override
    public void routing(HttpRules routes) {
        routes.get(PATH, this::page).get(PATH + "/rules", this::rules).put(PATH + "/rules/{kind}", this::change);
    }

    private void page(ServerRequest request, ServerResponse response) {
        authentication.require(request).require(Permission.AUDIT_READ);
        QueryParameters query = new QueryParameters(request.query());
        long before = query.number("after", 1L, Long.MAX_VALUE).orElse(Long.MAX_VALUE);
        int limit = query.number("limit", DEFAULT_LIMIT, 1, MOST);
        send(response, database.read(execute -> {
            List<AlertEvent> found = StateStore.events(execute, before, limit + 1);
            List<AlertEvent> shown = found.subList(0, Math.min(limit, found.size()));
            Optional<Long> after =
                    found.size() > limit ? Optional.of(shown.getLast().eventId()) : Optional.empty();
            return new AlertPage(StateStore.views(execute), shown, after);
        }));
    }

    private void rules(ServerRequest request, ServerResponse response) {
        authentication.require(request).require(Permission.SETTINGS_READ);
        send(response, new AlertRules(rules.all()));
    }

    private void change(ServerRequest request, ServerResponse response) {
        Caller caller = authentication.require(request);
        caller.require(Permission.SETTINGS_WRITE);
        AlertKind kind = RuleStore.kind(request.path().pathParameters().get("kind"))
                .orElseThrow(() ->
                        Problem.of(ErrorCode.NOT_FOUND, "There is no alert of this kind; see GET " + PATH + "/rules."));
        send(response, rules.change(kind, JsonBody.read(request, AlertRuleChange.class), caller.actor()));
    }

    private static void send(ServerResponse response, Object value) {
        response.header(HeaderNames.CACHE_CONTROL, "no-store");
        JsonBody.send(response, 200, value);
    }
}
