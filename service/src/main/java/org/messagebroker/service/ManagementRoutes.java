package org.messagebroker.service;

import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.util.LinkedHashMap;
import java.util.Map;
import org.messagebroker.service.json.JsonBody;

/** What probes and Prometheus ask for. */
final class ManagementRoutes implements HttpService {

    private static final String PROMETHEUS = "text/plain; version=0.0.4; charset=utf-8";
    private static final String UP = "up";
    private static final String DOWN = "down";

    private final Lifecycle lifecycle;
    private final Map<String, Readiness> readiness;
    private final Metrics metrics;

    ManagementRoutes(Lifecycle lifecycle, Map<String, Readiness> readiness, Metrics metrics) {
        this.lifecycle = lifecycle;
        this.readiness = readiness;
        this.metrics = metrics;
    }

    /** The answer to a probe: 200 when up, 503 when down. */
    private record Probe(String status, Map<String, String> checks) {}

    @Override
    public void routing(HttpRules rules) {
        rules.get("/health/live", (request, response) -> send(response, Map.of()))
                .get("/health/started", (request, response) -> send(response, lifecycle.startFault()))
                .get("/health/ready", this::ready)
                .get("/metrics", this::metrics);
    }

    private void ready(ServerRequest request, ServerResponse response) {
        Map<String, String> faults = new LinkedHashMap<>(lifecycle.readyFault());
        readiness.forEach((name, check) -> check.fault().ifPresent(fault -> faults.put(name, fault)));
        send(response, faults);
    }

    private void metrics(ServerRequest request, ServerResponse response) {
        response.header(HeaderNames.CONTENT_TYPE, PROMETHEUS);
        response.send(metrics.scrape());
    }

    private void send(ServerResponse response, Map<String, String> faults) {
        Map<String, String> checks = new LinkedHashMap<>();
        readiness.keySet().forEach(name -> checks.put(name, UP));
        checks.putAll(faults);
        JsonBody.send(response, faults.isEmpty() ? 200 : 503, new Probe(faults.isEmpty() ? UP : DOWN, checks));
    }
}
