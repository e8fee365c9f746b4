package org.messagebroker.service;

import io.helidon.webserver.http.ServerRequest;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.messagebroker.api.ErrorCode;

/** Counts and times requests under their route, if the service wants it. */
final class RequestMeter {

    private static final String OTHER = "other";
    private static final String COUNT_HELP = "Requests answered, by method, route and status";
    private static final String TIME_HELP = "Time from a request's head to its answer";

    private final Metrics metrics;
    private final Optional<String> prefix;
    private final Predicate<String> isRoute;

    RequestMeter(Metrics metrics, Optional<String> prefix, Predicate<String> isRoute) {
        this.metrics = metrics;
        this.prefix = prefix;
        this.isRoute = isRoute;
    }

    /** A request has been answered. */
    void answered(ServerRequest request, int status, long nanos) {
        prefix.ifPresent(name -> {
            String endpoint = request.matchingPattern().filter(isRoute).orElse(OTHER);
            String method =
                    endpoint.equals(OTHER) ? OTHER : request.prologue().method().text();
            count(name, method, endpoint, status);
            metrics.timer(name + "_request_duration_seconds", TIME_HELP, "method", method, "endpoint", endpoint)
                    .record(nanos, TimeUnit.NANOSECONDS);
        });
    }

    /** A request has been refused before it was one. */
    void refused(ErrorCode code) {
        prefix.ifPresent(name -> count(name, OTHER, OTHER, code.status()));
    }

    private void count(String name, String method, String endpoint, int status) {
        metrics.counter(
                        name + "_requests_total",
                        COUNT_HELP,
                        "method",
                        method,
                        "endpoint",
                        endpoint,
                        "status",
                        String.valueOf(status))
                .increment();
    }
}
