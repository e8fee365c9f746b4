package org.messagebroker.server.enrolment;

import io.helidon.http.HeaderNames;
import io.helidon.http.Status;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.util.Optional;
import org.messagebroker.api.EnrolmentOrder;
import org.messagebroker.api.EnrolmentRequest;
import org.messagebroker.api.Permission;
import org.messagebroker.api.RenewalRequest;
import org.messagebroker.api.TrustReport;
import org.messagebroker.server.audit.AuditEntry.Actor;
import org.messagebroker.server.authority.TrustReports;
import org.messagebroker.server.policy.Admission;
import org.messagebroker.server.user.Authentication;
import org.messagebroker.server.user.Caller;
import org.messagebroker.service.RequestId;
import org.messagebroker.service.address.ClientAddress;
import org.messagebroker.service.json.JsonBody;
import org.messagebroker.service.tls.Peer;

/**
 * {@code /admin/enrolments} for administrators; {@code /internal/enrolment}, the renewal
 * and {@code /internal/trust} for proxies and workers.
 */
final class EnrolmentRoutes implements HttpService {

    private static final int OK = 200;
    private static final int CREATED = 201;

    private final Authentication authentication;
    private final Admission admission;
    private final EnrolmentService enrolments;
    private final TrustReports reports;

    EnrolmentRoutes(
            Authentication authentication, Admission admission, EnrolmentService enrolments, TrustReports reports) {
        this.authentication = authentication;
        this.admission = admission;
        this.enrolments = enrolments;
        this.reports = reports;
    }

    @Override
    public void routing(HttpRules rules) {
        rules.get("/admin/enrolments", this::all)
                .post("/admin/enrolments", this::invite)
                .delete("/admin/enrolments/{id}", this::withdraw)
                .post("/internal/enrolment", this::enrol)
                .post("/internal/certificates/renew", this::renew)
                .post("/internal/trust", this::trust);
    }

    private void all(ServerRequest request, ServerResponse response) {
        authentication.require(request).require(Permission.PROXY_READ);
        send(response, OK, enrolments.all());
    }

    private void invite(ServerRequest request, ServerResponse response) {
        Caller caller = writer(request);
        EnrolmentOrder order = JsonBody.read(request, EnrolmentOrder.class);
        send(response, CREATED, enrolments.invite(order, caller.actor()));
    }

    private void withdraw(ServerRequest request, ServerResponse response) {
        Caller caller = writer(request);
        enrolments.withdraw(request.path().pathParameters().get("id"), caller.actor());
        response.status(Status.NO_CONTENT_204).send();
    }

    private void enrol(ServerRequest request, ServerResponse response) {
        EnrolmentRequest asked = JsonBody.read(request, EnrolmentRequest.class);
        send(response, OK, enrolments.enrol(asked, actor("enrolment", request)));
    }

    private void renew(ServerRequest request, ServerResponse response) {
        Peer peer = admission.require(request, Peer.Role.PROXY, Peer.Role.WORKER);
        RenewalRequest asked = JsonBody.read(request, RenewalRequest.class);
        send(response, OK, enrolments.renew(peer, asked, actor(peer.role().wire() + " " + peer.name(), request)));
    }

    private void trust(ServerRequest request, ServerResponse response) {
        Peer peer = admission.require(request, Peer.Role.PROXY, Peer.Role.WORKER);
        send(response, OK, reports.heard(peer, JsonBody.read(request, TrustReport.class)));
    }

    /** No person acts here. */
    private static Actor actor(String name, ServerRequest request) {
        return new Actor(Optional.empty(), name, ClientAddress.of(request).getHostAddress(), RequestId.current());
    }

    private Caller writer(ServerRequest request) {
        Caller caller = authentication.require(request);
        caller.require(Permission.PROXY_WRITE);
        return caller;
    }

    private static void send(ServerResponse response, int status, Object value) {
        response.header(HeaderNames.CACHE_CONTROL, "no-store");
        JsonBody.send(response, status, value);
    }
}
