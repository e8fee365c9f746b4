package org.messagebroker.server.certificate;

import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.time.InstantSource;
import org.messagebroker.api.CertificateOrder;
import org.messagebroker.api.CertificateText;
import org.messagebroker.api.Permission;
import org.messagebroker.api.RevocationOrder;
import org.messagebroker.api.SuccessorOrder;
import org.messagebroker.server.certificate.Handover.Form;
import org.messagebroker.server.user.Authentication;
import org.messagebroker.server.user.Caller;
import org.messagebroker.service.json.JsonBody;

/** {@code /admin/certificates}. */
final class CertificateRoutes implements HttpService {

    private static final int DEFAULT_DAYS = 30;
    private static final int MOST_DAYS = 3650;

    private final Authentication authentication;
    private final IssueService issuing;
    private final RevokeService revoking;
    private final VerifyService verifying;
    private final CertificateList list;
    private final Handover handover;
    private final InstantSource clock;

    CertificateRoutes(
            Authentication authentication,
            IssueService issuing,
            RevokeService revoking,
            VerifyService verifying,
            CertificateList list,
            Handover handover,
            InstantSource clock) {
        this.authentication = authentication;
        this.issuing = issuing;
        this.revoking = revoking;
        this.verifying = verifying;
        this.list = list;
        this.handover = handover;
        this.clock = clock;
    }

    @Override
    public void routing(HttpRules rules) {
        rules.post("/admin/certificates/generate", this::generate)
                .post("/admin/certificates/renew", this::renew)
                .post("/admin/certificates/rekey", this::rekey)
                .post("/admin/certificates/revoke", this::revoke)
                .post("/admin/certificates/verify", this::verify)
                .get("/admin/certificates/list", this::page)
                .get("/admin/certificates/expiring", this::expiring)
                .get("/admin/certificates/{fingerprint}", this::one);
    }

    private void generate(ServerRequest request, ServerResponse response) {
        Caller caller = writer(request);
        CertificateOrder order = JsonBody.read(request, CertificateOrder.class);
        Form form = Handover.form(request.query(), order.csr().isPresent(), order.password());
        handover.send(response, issuing.issue(order, caller.actor()), form, order.password(), order.proxyUrl());
    }

    private void renew(ServerRequest request, ServerResponse response) {
        Caller caller = writer(request);
        SuccessorOrder order = JsonBody.read(request, SuccessorOrder.class);
        Form form = Handover.form(request.query(), true, order.password());
        handover.send(response, issuing.renew(order, caller.actor()), form, order.password(), order.proxyUrl());
    }

    private void rekey(ServerRequest request, ServerResponse response) {
        Caller caller = writer(request);
        SuccessorOrder order = JsonBody.read(request, SuccessorOrder.class);
        Form form = Handover.form(request.query(), order.csr().isPresent(), order.password());
        handover.send(response, issuing.rekey(order, caller.actor()), form, order.password(), order.proxyUrl());
    }

    private void revoke(ServerRequest request, ServerResponse response) {
        Caller caller = writer(request);
        send(response, revoking.revoke(JsonBody.read(request, RevocationOrder.class), caller.actor()));
    }

    private void verify(ServerRequest request, ServerResponse response) {
        requireReader(request);
        send(
                response,
                verifying.verify(JsonBody.read(request, CertificateText.class).certificate()));
    }

    private void page(ServerRequest request, ServerResponse response) {
        requireReader(request);
        send(response, list.page(CertificateSearch.read(request.query(), clock.instant())));
    }

    private void expiring(ServerRequest request, ServerResponse response) {
        requireReader(request);
        int days = CertificateSearch.number(request.query(), "days", DEFAULT_DAYS, 0, MOST_DAYS);
        send(response, list.expiring(days));
    }

    private void one(ServerRequest request, ServerResponse response) {
        requireReader(request);
        send(response, list.one(request.path().pathParameters().get("fingerprint")));
    }

    private void requireReader(ServerRequest request) {
        authentication.require(request).require(Permission.CERTIFICATE_READ);
    }

    private Caller writer(ServerRequest request) {
        Caller caller = authentication.require(request);
        caller.require(Permission.CERTIFICATE_WRITE);
        return caller;
    }

    private static void send(ServerResponse response, Object value) {
        response.header(HeaderNames.CACHE_CONTROL, "no-store");
        JsonBody.send(response, 200, value);
    }
}
