package org.messagebroker.service;

import io.helidon.http.HttpPrologue;
import io.helidon.http.Method;
import io.helidon.http.PathMatcher;
import io.helidon.webserver.http.HttpRoute;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * The routes of a listener, remembered so that a wrong method can be answered with the right ones and a request counted
 * under its route. Paths are given whole.
 */
final class Routes implements HttpRules {

    private static final List<Method> METHODS =
            List.of(Method.GET, Method.HEAD, Method.POST, Method.PUT, Method.PATCH, Method.DELETE);

    private final HttpRouting.Builder routing;
    private final List<HttpRoute> known = new ArrayList<>();
    private final Set<String> patterns = new HashSet<>();

    Routes(HttpRouting.Builder routing) {
        this.routing = routing;
    }

    @Override
    public HttpRules register(HttpService... services) {
        for (HttpService service : services) {
            service.routing(this);
        }
        return this;
    }

    @Override
    public HttpRules register(String pathPattern, HttpService... services) {
        throw new IllegalArgumentException("routes are given with their whole path");
    }

    @Override
    public HttpRules route(HttpRoute route) {
        known.add(route);
        route.pathMatcher().flatMap(PathMatcher::matchingElement).ifPresent(patterns::add);
        routing.route(route);
        return this;
    }

    /** Whether this is the pattern of a route. */
    boolean isPattern(String pattern) {
        return patterns.contains(pattern);
    }

    /** Each method and path that is answered, such as {@code GET /health}; parts of a path in braces stand for anything. */
    Set<String> endpoints() {
        Set<String> endpoints = new TreeSet<>();
        for (HttpRoute route : known) {
            route.pathMatcher()
                    .flatMap(PathMatcher::matchingElement)
                    .ifPresent(pattern ->
                            methods(route, pattern).forEach(method -> endpoints.add(method + " " + pattern)));
        }
        return endpoints;
    }

    private static Stream<String> methods(HttpRoute route, String pattern) {
        String example = pattern.replaceAll("[{}]", "");
        return METHODS.stream()
                .filter(method -> route.accepts(HttpPrologue.create("HTTP/1.1", "HTTP", "1.1", method, example, false))
                        .accepted())
                .map(Method::text);
    }

    /** The methods that the path of a request can be asked with; empty for an unknown path. */
    List<Method> methodsFor(HttpPrologue prologue) {
        return METHODS.stream()
                .filter(method -> known.stream()
                        .anyMatch(route -> route.accepts(with(method, prologue)).accepted()))
                .toList();
    }

    private static HttpPrologue with(Method method, HttpPrologue asked) {
        return HttpPrologue.create(
                asked.rawProtocol(),
                asked.protocol(),
                asked.protocolVersion(),
                method,
                asked.uriPath(),
                asked.query(),
                asked.fragment());
    }
}
