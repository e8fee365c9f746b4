package org.messagebroker.bench.echo;

import io.helidon.common.configurable.Resource;
import io.helidon.common.pki.Keys;
import io.helidon.common.tls.Tls;
import io.helidon.common.tls.TlsClientAuth;
import io.helidon.http.Status;
import io.helidon.webserver.WebServer;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.util.concurrent.atomic.LongAdder;
import org.messagebroker.certs.CertificateDirectory.HolderFiles;

/** A bare Helidon server that answers 202 and the bytes it was sent. */
public final class EchoServer implements AutoCloseable {
    private final LongAdder answered = new LongAdder();
    private final WebServer server;

    private EchoServer(HolderFiles certificate) {
        server = WebServer.builder()
                .host("127.0.0.1")
                .port(0)
                .shutdownHook(false)
                .tls(tls(certificate))
                .routing(routing -> routing.post("/echo", this::echo))
                .build()
                .start();
    }

    /** Starts one on a free port of 127.0.0.1. */
    public static EchoServer start(HolderFiles certificate) {
        return new EchoServer(certificate);
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

    private static Tls tls(HolderFiles certificate) {
        Keys own = Keys.builder()
                .pem(pem -> pem.key(Resource.create(certificate.key()))
                        .certChain(Resource.create(certificate.certificate())))
                .build();
        Keys trust = Keys.builder()
                .pem(pem -> pem.certificates(Resource.create(certificate.trust())))
                .build();
        return Tls.builder()
                .privateKey(own)
                .privateKeyCertChain(own)
                .trust(trust)
                .clientAuth(TlsClientAuth.OPTIONAL)
                .addEnabledProtocol("TLSv1.3")
                .addEnabledProtocol("TLSv1.2")
                .build();
    }
}
