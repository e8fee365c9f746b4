package org.messagebroker.server.login;

import io.helidon.http.Status;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.util.UUID;
import org.messagebroker.api.ErrorCode;
import org.messagebroker.api.Permission;
import org.messagebroker.api.SecondFactorRule;
import org.messagebroker.server.user.Authentication;
import org.messagebroker.server.user.Caller;
import org.messagebroker.service.Problem;
import org.messagebroker.service.json.JsonBody;

/** {@code /admin/roles/{name}/second-factor} and {@code /admin/users/{id}/second-factor}. */
final class SecondFactorAdminRoutes implements HttpService {

    private static final String ROLE = "/admin/roles/{name}/second-factor";

    private final Authentication authentication;
    private final SecondFactorAdministration administration;

    SecondFactorAdminRoutes(Authentication authentication, SecondFactorAdministration administration) {
        this.authentication = authentication;
        this.administration = administration;
    }

    @Override
    public void routing(HttpRules rules) {
        rules.get(ROLE, this::rule).put(ROLE, this::require).delete("/admin/users/{id}/second-factor", this::reset);
    }

    private void rule(ServerRequest request, ServerResponse response) {
        authentication.require(request).require(Permission.USER_READ);
        JsonBody.send(response, 200, administration.rule(role(request)));
    }

    private void require(ServerRequest request, ServerResponse response) {
        Caller caller = authentication.require(request);
        caller.require(Permission.ROLE_WRITE);
        SecondFactorRule rule = JsonBody.read(request, SecondFactorRule.class);
        JsonBody.send(response, 200, administration.require(role(request), rule, caller));
    }

    private void reset(ServerRequest request, ServerResponse response) {
        Caller caller = authentication.require(request);
        caller.require(Permission.USER_WRITE);
        administration.reset(user(request), caller);
        response.status(Status.NO_CONTENT_204).send();
    }

    private static String role(ServerRequest request) {
        return request.path().pathParameters().get("name");
    }

    private static UUID user(ServerRequest request) {
        try {
            return UUID.fromString(request.path().pathParameters().get("id"));
        } catch (IllegalArgumentException malformed) {
            throw Problem.of(ErrorCode.NOT_FOUND, "There is no user of this id.");
        }
    }
}
