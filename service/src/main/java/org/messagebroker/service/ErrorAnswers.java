package org.messagebroker.service;

import io.helidon.http.DirectHandler;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.http.HttpException;
import io.helidon.http.Method;
import io.helidon.http.ServerResponseHeaders;
import io.helidon.http.Status;
import io.helidon.webserver.http.DirectHandlers;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import org.messagebroker.api.ErrorCode;
import org.messagebroker.service.json.Json;
import org.messagebroker.service.json.JsonBody;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Answers whatever is thrown, and whatever Helidon refuses by itself, with an error body that gives nothing away. */
final class ErrorAnswers {

    private static final Logger LOG = LoggerFactory.getLogger(ErrorAnswers.class);

    private ErrorAnswers() {}

    /** For what routes throw, and for paths and methods that no route has. */
    static void apply(HttpRouting.Builder routing, Routes routes) {
        routing.any((request, response) -> noRoute(routes.methodsFor(request.prologue()), response))
                .error(Problem.class, (request, response, problem) -> send(response, problem))
                .error(HttpException.class, (request, response, thrown) -> send(response, of(thrown.status(), thrown)))
                .error(Throwable.class, ErrorAnswers::unexpected);
    }

    /** For what Helidon refuses before or beside the routes. */
    static DirectHandlers protocol() {
        DirectHandlers.Builder builder = DirectHandlers.builder();
        for (DirectHandler.EventType type : DirectHandler.EventType.values()) {
            builder.addHandler(type, (request, event, status, headers, message) -> refused(status, headers));
        }
        return builder.build();
    }

    private static void noRoute(List<Method> methods, ServerResponse response) {
        if (methods.isEmpty()) {
            throw Problem.of(ErrorCode.NOT_FOUND, "There is nothing under this path.");
        }
        String allowed = methods.stream().map(Method::text).collect(Collectors.joining(", "));
        response.header(HeaderNames.ALLOW, allowed);
        throw Problem.of(ErrorCode.METHOD_NOT_ALLOWED, "This path takes " + allowed + ".");
    }

    private static void unexpected(ServerRequest request, ServerResponse response, Throwable thrown) {
        LOG.error("request failed", thrown);
        send(response, internal());
    }

    private static void send(ServerResponse response, Problem problem) {
        problem.retryAfterSeconds()
                .ifPresent(seconds -> response.header(HeaderNames.RETRY_AFTER, String.valueOf(seconds)));
        JsonBody.send(response, problem.code().status(), Answers.body(problem));
    }

    private static DirectHandler.TransportResponse refused(Status status, ServerResponseHeaders headers) {
        Problem problem = of(status);
        Answers.complete(headers, RequestId.current());
        headers.set(HeaderValues.CONTENT_TYPE_JSON);
        problem.retryAfterSeconds().ifPresent(seconds -> headers.set(HeaderNames.RETRY_AFTER, String.valueOf(seconds)));
        return DirectHandler.TransportResponse.builder()
                .status(Status.create(problem.code().status()))
                .headers(headers)
                .entity(Json.bytes(Answers.body(problem)))
                .keepAlive(false)
                .build();
    }

    private static Problem of(Status status, Throwable thrown) {
        if (status.code() >= 500) {
            LOG.error("request failed", thrown);
        }
        return of(status);
    }

    private static Problem of(Status status) {
        return switch (status.code()) {
            case 404 -> Problem.of(ErrorCode.NOT_FOUND, "There is nothing under this path.");
            case 413 -> Problem.of(ErrorCode.PAYLOAD_TOO_LARGE, "The body is too large.");
            case 415 -> Problem.of(ErrorCode.UNSUPPORTED_MEDIA_TYPE, "The body must be JSON.");
            case 503 -> Problem.unavailable("Too many requests are under way; try again.", Duration.ofSeconds(1));
            default -> status.code() < 500 ? Problem.invalid("This is not a valid HTTP/1.1 request.") : internal();
        };
    }

    private static Problem internal() {
        return Problem.of(
                ErrorCode.INTERNAL_ERROR, "Something went wrong here; the administrator finds it by the request id.");
    }
}
