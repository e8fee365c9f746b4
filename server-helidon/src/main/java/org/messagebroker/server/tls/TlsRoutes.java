package org.messagebroker.server.tls;

import io.helidon.common.uri.UriQuery;
import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.messagebroker.api.Permission;
import org.messagebroker.api.TlsChange;
import org.messagebroker.api.TlsConfirmation;
import org.messagebroker.api.TlsSettings.ClientAuth;
import org.messagebroker.server.user.Authentication;
import org.messagebroker.server.user.Caller;
import org.messagebroker.service.Problem;
import org.messagebroker.service.json.JsonBody;

/** {@code /admin/tls}. */
final class TlsRoutes implements HttpService {

    private final Authentication authentication;
    private final TlsService tls;

    TlsRoutes(Authentication authentication, TlsService tls) {
        this.authentication = authentication;
        this.tls = tls;
    }

    @Override
    public void routing(HttpRules rules) {
        rules.get("/admin/tls/status", this::status)
                .get("/admin/tls/preview", this::preview)
                .put("/admin/tls/{listener}", this::change)
                .post("/admin/tls/{listener}/confirm", this::confirm);
    }

    private void status(ServerRequest request, ServerResponse response) {
        authentication.require(request).require(Permission.SETTINGS_READ);
        send(response, tls.status());
    }

    private void preview(ServerRequest request, ServerResponse response) {
        authentication.require(request).require(Permission.SETTINGS_READ);
        UriQuery query = request.query();
        TlsChange change = new TlsChange(names(query, "protocols"), names(query, "ciphers"), clientAuth(query));
        send(response, tls.preview(Listener.parse(query.first("listener").orElse("")), change));
    }

    private void change(ServerRequest request, ServerResponse response) {
        Caller caller = writer(request);
        Listener listener = listener(request);
        send(response, tls.change(listener, JsonBody.read(request, TlsChange.class), caller.actor()));
    }

    private void confirm(ServerRequest request, ServerResponse response) {
        Caller caller = writer(request);
        Listener listener = listener(request);
        String change = JsonBody.read(request, TlsConfirmation.class).change();
        send(response, tls.confirm(listener, change, caller.actor()));
    }

    private Caller writer(ServerRequest request) {
        Caller caller = authentication.require(request);
        caller.require(Permission.SETTINGS_WRITE);
        return caller;
    }

    private static Listener listener(ServerRequest request) {
        return Listener.parse(request.path().pathParameters().get("listener"));
    }

    private static Optional<List<String>> names(UriQuery query, String name) {
        return query.first(name)
                .filter(text -> !text.isBlank())
                .map(text -> Stream.of(text.split(",")).map(String::strip).toList());
    }

    private static Optional<ClientAuth> clientAuth(UriQuery query) {
        return query.first("client_auth").filter(text -> !text.isBlank()).map(TlsRoutes::clientAuth);
    }

    private static ClientAuth clientAuth(String wire) {
        return Stream.of(ClientAuth.values())
                .filter(each -> each.name().equalsIgnoreCase(wire))
                .findFirst()
                .orElseThrow(() -> Problem.invalidField("client_auth", "must be none, optional or required"));
    }

    private static void send(ServerResponse response, Object value) {
        response.header(HeaderNames.CACHE_CONTROL, "no-store");
        JsonBody.send(response, 200, value);
    }
}
