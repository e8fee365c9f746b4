package org.messagebroker.bench.echo;

import io.helidon.common.configurable.Resource;
import io.helidon.common.pki.Keys;
import io.helidon.common.tls.Tls;
import io.helidon.common.tls.TlsClientAuth;
import io.helidon.http.Status;
import io.helidon.webserver.WebServer;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import org.messagebroker.certs.CertificateDirectory.HolderFiles;

/** A bare Helidon server that answers 202 and the bytes it was sent. */
public final class EchoServer implements AutoCloseable {
    private final WebServer server;

    private EchoServer(WebServer server) {
        this.server = server;
    }

    /** Starts one on a free port of 127.0.0.1. */
    public static EchoServer start(HolderFiles certificate) {
        WebServer server = WebServer.builder()
                .host("127.0.0.1")
                .port(0)
                .shutdownHook(false)
                .tls(tls(certificate))
                .routing(routing -> routing.post("/echo", EchoServer::echo))
                .build();
        return new EchoServer(server.start());
    }

    /** Where it listens. */
    public int port() {
        return server.port();
    }

    @Override
    public void close() {
        server.stop();
    }

    private static void echo(ServerRequest request, ServerResponse response) {
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
