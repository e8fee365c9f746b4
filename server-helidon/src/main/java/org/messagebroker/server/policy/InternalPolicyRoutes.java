package org.messagebroker.server.policy;

import io.helidon.http.HeaderNames;
import io.helidon.http.Status;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.util.Optional;
import org.messagebroker.api.PolicyAnswer;
import org.messagebroker.api.PolicyPoll;
import org.messagebroker.service.json.JsonBody;
import org.messagebroker.service.tls.Peer;

/** {@code POST /internal/policy}: for proxies. */
final class InternalPolicyRoutes implements HttpService {

    private final Admission admission;
    private final PolicyPolls polls;

    InternalPolicyRoutes(Admission admission, PolicyPolls polls) {
        this.admission = admission;
        this.polls = polls;
    }

    @Override
    public void routing(HttpRules rules) {
        rules.post("/internal/policy", this::poll);
    }

    private void poll(ServerRequest request, ServerResponse response) {
        Peer proxy = admission.require(request, Peer.Role.PROXY);
        Optional<PolicyAnswer> answer = polls.poll(proxy.name(), JsonBody.read(request, PolicyPoll.class));
        response.header(HeaderNames.CACHE_CONTROL, "no-store");
        if (answer.isPresent()) {
            JsonBody.send(response, 200, answer.get());
        } else {
            response.status(Status.NO_CONTENT_204).send();
        }
    }
}
