package org.messagebroker.server.command;

import io.helidon.http.HeaderNames;
import io.helidon.http.Status;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import org.messagebroker.api.Permission;
import org.messagebroker.api.QuarantineOrder;
import org.messagebroker.server.user.Authentication;
import org.messagebroker.server.user.Caller;
import org.messagebroker.service.Problem;
import org.messagebroker.service.json.JsonBody;

/** {@code /admin/quarantine}: what the queues of the sites have set aside. */
final class QuarantineRoutes implements HttpService {

    private static final int LONGEST_ENTRY = 255;
    private static final int LONGEST_SITE = 64;

    private final Authentication authentication;
    private final SiteQuarantines quarantines;

    QuarantineRoutes(Authentication authentication, SiteQuarantines quarantines) {
        this.authentication = authentication;
        this.quarantines = quarantines;
    }

    @Override
    public void routing(HttpRules rules) {
        rules.get("/admin/quarantine", this::list).post("/admin/quarantine/discard", this::discard);
    }

    private void list(ServerRequest request, ServerResponse response) {
        authentication.require(request).require(Permission.PROXY_READ);
        response.header(HeaderNames.CACHE_CONTROL, "no-store");
        JsonBody.send(response, 200, quarantines.all());
    }

    private void discard(ServerRequest request, ServerResponse response) {
        Caller caller = authentication.require(request);
        caller.require(Permission.MESSAGE_REQUEUE);
        QuarantineOrder order = JsonBody.read(request, QuarantineOrder.class);
        requireLength("entry", order.entry(), LONGEST_ENTRY);
        requireSite(order.site());
        quarantines.discard(order, caller.actor());
        response.status(Status.ACCEPTED_202).send();
    }

    /** @throws Problem validation_error when it cannot be the name of a site */
    static void requireSite(String site) {
        requireLength("site", site, LONGEST_SITE);
    }

    private static void requireLength(String field, String value, int longest) {
        if (value.isEmpty() || value.length() > longest) {
            throw Problem.invalidField(field, "must have 1 to " + longest + " characters");
        }
    }
}
