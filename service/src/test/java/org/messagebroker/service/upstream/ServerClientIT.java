package org.messagebroker.service.upstream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.helidon.webserver.http.HttpRules;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.messagebroker.certs.CertificateDirectory.HolderFiles;
import org.messagebroker.certs.Role;
import org.messagebroker.service.Problem;
import org.messagebroker.service.ServiceFixture;
import org.messagebroker.service.StartException;
import org.messagebroker.service.json.JsonBody;
import org.messagebroker.service.tls.Peer;
import org.messagebroker.testing.TestCertificates;

class ServerClientIT {

    @TempDir
    private Path directory;

    private final CountDownLatch never = new CountDownLatch(1);
    private ServiceFixture fixture;
    private HolderFiles own;

    /** What the server's route under test says. */
    private record Who(String name) {}

    @BeforeEach
    void start() {
        fixture = ServiceFixture.start(directory, Map.of("server.idle-timeout", "1s"), this::routes);
        own = fixture.certificates().save(directory.resolve("certs"), Role.WORKER, "worker-1");
    }

    private void routes(HttpRules routes) {
        routes.get(
                        "/who",
                        (request, response) -> JsonBody.send(
                                response,
                                200,
                                new Who(Peer.require(request, Peer.Role.WORKER, Instant.now())
                                        .name())))
                .put("/who", (request, response) -> {
                    JsonBody.read(request, Who.class);
                    response.status(204).send();
                })
                .get("/busy", (request, response) -> {
                    throw Problem.unavailable("Away.", Duration.ofSeconds(7));
                })
                .get("/stuck", (request, response) -> {
                    never.await();
                    response.send();
                })
                .get("/odd", (request, response) -> response.send("not json"));
    }

    @AfterEach
    void stop() {
        never.countDown();
        fixture.close();
    }

    @Test
    void tellsTheServerWhoItIs() {
        try (ServerClient client = client("localhost", true)) {
            assertEquals(new Reply.Answered<>(200, new Who("worker-1")), client.get("/who", Who.class));
        }
    }

    @Test
    void sendsAndReadsJson() {
        try (ServerClient client = client("localhost", true)) {
            assertEquals(new Reply.Answered<>(200, new Who("سلام")), client.post("/echo", new Who("سلام"), Who.class));
            assertEquals(
                    new Reply.Answered<>(204, new ServerClient.Nothing()),
                    client.put("/who", new Who("a"), ServerClient.Nothing.class));
        }
    }

    @Test
    void tellsWhatTheServerRefuses() {
        try (ServerClient client = client("localhost", true)) {
            assertEquals(
                    new Reply.Refused<Who>(
                            503, Optional.of("service_unavailable"), "Away.", Optional.of(Duration.ofSeconds(7))),
                    client.get("/busy", Who.class));
            Reply.Refused<?> missing = assertInstanceOf(Reply.Refused.class, client.get("/nowhere", Who.class));
            assertEquals(404, missing.status());
        }
    }

    @Test
    void tellsAnAnswerThatItCannotRead() {
        try (ServerClient client = client("localhost", true)) {
            assertInstanceOf(Reply.Refused.class, client.get("/odd", Who.class));
        }
    }

    @Test
    void givesUpOnAServerThatDoesNotAnswer() {
        try (ServerClient client = client("localhost", true)) {
            assertEquals("no answer in time", unreachable(client.get("/stuck", Who.class)));
        }
    }

    @Test
    void tellsThatNobodyListens() {
        try (ServerClient client = client("localhost", true)) {
            fixture.close();
            unreachable(client.get("/who", Who.class));
        }
    }

    @Test
    void callsAgainAfterTheServerHasClosedAnIdleConnection() throws Exception {
        try (ServerClient client = client("localhost", true)) {
            client.get("/who", Who.class);
            never.await(2500, TimeUnit.MILLISECONDS);
            assertInstanceOf(Reply.Answered.class, client.get("/who", Who.class));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.3", "TLSv1.2"})
    void doesNotTalkToAServerUnderAnotherName(String protocol) {
        fixture.close();
        fixture = ServiceFixture.start(
                directory.resolve("other"),
                Map.of("server.address", "127.0.0.2", "server.tls.protocols", protocol),
                this::routes);
        own = fixture.certificates().save(directory.resolve("other/certs"), Role.WORKER, "worker-1");
        try (ServerClient client = client("127.0.0.2", true)) {
            String reason = unreachable(client.get("/who", Who.class));
            assertTrue(reason.contains("127.0.0.2"), reason);
        }
        try (ServerClient trusting = client("127.0.0.2", false)) {
            assertInstanceOf(Reply.Answered.class, trusting.get("/who", Who.class));
        }
    }

    @Test
    void doesNotTalkToAServerOfAnotherAuthority() {
        HolderFiles foreign = new TestCertificates().save(directory.resolve("foreign"), Role.WORKER, "worker-1");
        try (ServerClient client = new MutualTlsClient(config("localhost", true, foreign))) {
            unreachable(client.get("/who", Who.class));
        }
    }

    @Test
    void doesNotStartWithoutItsKey() {
        HolderFiles missing = new HolderFiles(own.certificate(), directory.resolve("none.key"), own.trust());
        StartException refused =
                assertThrows(StartException.class, () -> new MutualTlsClient(config("localhost", true, missing)));
        assertTrue(refused.getMessage().contains("none.key"), refused.getMessage());
    }

    private static String unreachable(Reply<?> reply) {
        return assertInstanceOf(Reply.Unreachable.class, reply).reason();
    }

    private ServerClient client(String host, boolean verify) {
        return new MutualTlsClient(config(host, verify, own));
    }

    private UpstreamConfig config(String host, boolean verify, HolderFiles files) {
        return new UpstreamConfig(
                URI.create("https://" + host + ":" + fixture.service().port()),
                verify,
                files.certificate(),
                files.key(),
                files.trust(),
                Duration.ofSeconds(10),
                Duration.ofSeconds(3),
                4);
    }
}
