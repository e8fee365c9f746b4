package org.messagebroker.server.policy;

import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.messagebroker.api.Permission;
import org.messagebroker.api.PolicyStatus;
import org.messagebroker.api.PolicyStatus.Confirmation;
import org.messagebroker.server.audit.AuditEntry;
import org.messagebroker.server.audit.AuditStore;
import org.messagebroker.server.database.Database;
import org.messagebroker.server.user.Authentication;
import org.messagebroker.server.user.Caller;
import org.messagebroker.service.json.JsonBody;

/** {@code /admin/policy}: which policy is in force, who obeys it, and the policy itself as a file for emergencies. */
final class PolicyRoutes implements HttpService {

    private final Authentication authentication;
    private final Database database;
    private final PolicyClock clock;
    private final PolicyIssuer issuer;
    private final Proxies proxies;
    private final Duration grace;
    private final AuditStore audit;

    PolicyRoutes(
            Authentication authentication,
            Database database,
            PolicyClock clock,
            PolicyIssuer issuer,
            Proxies proxies,
            Duration grace,
            AuditStore audit) {
        this.authentication = authentication;
        this.database = database;
        this.clock = clock;
        this.issuer = issuer;
        this.proxies = proxies;
        this.grace = grace;
        this.audit = audit;
    }

    @Override
    public void routing(HttpRules rules) {
        rules.get("/admin/policy", this::status).get("/admin/policy/file", this::file);
    }

    private void status(ServerRequest request, ServerResponse response) {
        authentication.require(request).require(Permission.PROXY_READ);
        PolicyClock.Now now = clock.now();
        List<Confirmation> all = proxies.confirmations(now.version());
        List<String> unconfirmed = all.stream()
                .filter(each -> !each.confirmed())
                .map(Confirmation::name)
                .toList();
        JsonBody.send(
                response,
                200,
                new PolicyStatus(now.version().toString(), now.since(), grace.toSeconds(), all, unconfirmed));
    }

    /** It holds a key that proxies share, so it takes the right to change proxies, and is audited. */
    private void file(ServerRequest request, ServerResponse response) {
        Caller caller = authentication.require(request);
        caller.require(Permission.PROXY_WRITE);
        PolicyIssuer.Issued issued = issuer.atLeast(clock.now().version());
        database.transaction(transaction -> {
            audit.add(
                    transaction,
                    new AuditEntry(
                            caller.actor(), "policy.download", issued.version().toString(), Map.of()));
            return issued;
        });
        response.header(HeaderNames.CACHE_CONTROL, "no-store")
                .header(HeaderNames.CONTENT_DISPOSITION, "attachment; filename=\"emergency-policy.json\"");
        JsonBody.send(response, 200, issued.signed());
    }
}
