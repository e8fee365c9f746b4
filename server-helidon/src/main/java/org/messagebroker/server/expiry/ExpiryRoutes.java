package org.messagebroker.server.expiry;

import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.util.List;
import java.util.function.IntFunction;
import org.messagebroker.api.CertificateView;
import org.messagebroker.api.Expiring;
import org.messagebroker.api.Permission;
import org.messagebroker.server.user.Authentication;
import org.messagebroker.server.user.Caller;
import org.messagebroker.service.QueryParameters;
import org.messagebroker.service.json.JsonBody;

/** {@code /admin/expiring}. */
public final class ExpiryRoutes implements HttpService {

    private static final int DEFAULT_DAYS = 30;
    private static final int MOST_DAYS = 3650;

    private final Authentication authentication;
    private final IntFunction<List<CertificateView>> certificates;
    private final ExpiringUsers users;

    /** @param certificates those that end within so many days */
    public ExpiryRoutes(
            Authentication authentication, IntFunction<List<CertificateView>> certificates, ExpiringUsers users) {
        this.authentication = authentication;
        this.certificates = certificates;
        this.users = users;
    }

    @Override
    public void routing(HttpRules rules) {
        rules.get("/admin/expiring", this::expiring);
    }

    private void expiring(ServerRequest request, ServerResponse response) {
        Caller caller = authentication.require(request);
        caller.require(Permission.CERTIFICATE_READ);
        caller.require(Permission.USER_READ);
        int days = new QueryParameters(request.query()).number("days", DEFAULT_DAYS, 0, MOST_DAYS);
        response.header(HeaderNames.CACHE_CONTROL, "no-store");
        JsonBody.send(response, 200, new Expiring(certificates.apply(days), users.within(days)));
    }
}
