package org.messagebroker.service;

import io.helidon.webserver.http.ServerRequest;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Timer;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
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
    /** Looking a meter up by its labels costs more than counting. There are as many as there are routes and statuses. */
    private final Map<Kind, Meters> known = new ConcurrentHashMap<>();

    RequestMeter(Metrics metrics, Optional<String> prefix, Predicate<String> isRoute) {
        this.metrics = metrics;
        this.prefix = prefix;
        this.isRoute = isRoute;
    }

    /** A request has been answered. */
    void answered(ServerRequest request, int status, long nanos) {
        prefix.ifPresent(name -> {
            Meters meters = known.computeIfAbsent(kind(request, status), kind -> meters(name, kind));
            meters.count().increment();
            meters.time().record(nanos, TimeUnit.NANOSECONDS);
        });
    }

    /** A request has been refused before it was one. */
    void refused(ErrorCode code) {
        prefix.ifPresent(
                name -> counter(name, new Kind(OTHER, OTHER, code.status())).increment());
    }

    private Kind kind(ServerRequest request, int status) {
        return request.matchingPattern()
                .filter(isRoute)
                .map(route -> new Kind(request.prologue().method().text(), route, status))
                .orElseGet(() -> new Kind(OTHER, OTHER, status));
    }

    private Meters meters(String name, Kind kind) {
        Timer time = metrics.timer(
                name + "_request_duration_seconds", TIME_HELP, "method", kind.method, "endpoint", kind.endpoint);
        return new Meters(counter(name, kind), time);
    }

    private Counter counter(String name, Kind kind) {
        return metrics.counter(
                name + "_requests_total",
                COUNT_HELP,
                "method",
                kind.method,
                "endpoint",
                kind.endpoint,
                "status",
                String.valueOf(kind.status));
    }

    /** What requests are told apart by. */
    private record Kind(String method, String endpoint, int status) {}

    private record Meters(Counter count, Timer time) {}
}
