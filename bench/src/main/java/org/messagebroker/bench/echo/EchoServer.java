package org.messagebroker.bench.echo;

import io.helidon.http.Status;
import io.helidon.webserver.WebServer;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import io.helidon.webserver.http1.Http1Config;
import java.time.InstantSource;
import java.util.concurrent.atomic.LongAdder;
import org.messagebroker.service.tls.ListenerTls;
import org.messagebroker.service.tls.TlsConfig;
import org.messagebroker.service.wire.Limits;

/**
 * A bare Helidon server that answers 202 and the bytes it was sent, with a listener's TLS and limits but nothing of ours
 * between Helidon and the route: no strict framing, no watchdog, no metrics, no log.
 */
public final class EchoServer implements AutoCloseable {
    private final LongAdder answered = new LongAdder();
    private final WebServer server;

    private EchoServer(TlsConfig tls, Limits limits) {
        server = WebServer.builder()
                .host("127.0.0.1")
                .port(0)
                .shutdownHook(false)
                .tls(new ListenerTls(tls, InstantSource.system()).tls())
                .maxPayloadSize(limits.maxBodyBytes())
                .maxTcpConnections(limits.maxConnections())
                .maxConcurrentRequests(limits.maxConcurrentRequests())
                .idleConnectionTimeout(limits.idleTimeout())
                .addProtocol(Http1Config.builder()
                        .maxPrologueLength(limits.maxRequestLineBytes())
                        .maxHeadersSize(limits.maxHeaderBytes())
                        .buildPrototype())
                .routing(routing -> routing.post("/echo", this::echo))
                .build()
                .start();
    }

    /** Starts one on a free port of 127.0.0.1. */
    public static EchoServer start(TlsConfig tls, Limits limits) {
        return new EchoServer(tls, limits);
    }

    /** Where it listens. */
    public int port() {
        return server.port();
    }

    /** How many requests it has answered. */
    public long answered() {
        return answered.sum();
    }

    @Override
    public void close() {
        server.stop();
    }

    private void echo(ServerRequest request, ServerResponse response) {
        answered.increment();
        response.status(Status.ACCEPTED_202).send(request.content().as(byte[].class));
    }
}
