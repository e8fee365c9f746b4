package org.messagebroker.service;

import io.helidon.http.HeaderValues;
import io.helidon.webserver.http.Filter;
import io.helidon.webserver.http.FilterChain;
import io.helidon.webserver.http.RoutingRequest;
import io.helidon.webserver.http.RoutingResponse;
import java.util.function.BooleanSupplier;

/** Around every request: the headers of every answer, its measure, and the last answer of a service that stops. */
final class RequestFilter implements Filter {

    private final RequestMeter meter;
    private final BooleanSupplier stopping;

    RequestFilter(RequestMeter meter, BooleanSupplier stopping) {
        this.meter = meter;
        this.stopping = stopping;
    }

    @Override
    public void filter(FilterChain chain, RoutingRequest request, RoutingResponse response) {
        long begin = System.nanoTime();
        String requestId = RequestId.current();
        response.beforeSend(() -> {
            Answers.complete(response.headers(), requestId);
            if (stopping.getAsBoolean()) {
                response.headers().set(HeaderValues.CONNECTION_CLOSE);
            }
        });
        chain.proceed();
        meter.answered(request, response.status().code(), System.nanoTime() - begin);
    }
}
