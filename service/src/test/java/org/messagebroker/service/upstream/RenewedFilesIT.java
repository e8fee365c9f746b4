package org.messagebroker.service.upstream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.messagebroker.certs.CertificateDirectory.HolderFiles;
import org.messagebroker.certs.Role;
import org.messagebroker.service.Service;
import org.messagebroker.service.ServiceFixture;
import org.messagebroker.service.json.JsonBody;
import org.messagebroker.service.tls.Peer;
import org.messagebroker.settings.Settings;
import org.messagebroker.settings.SettingsList;
import org.messagebroker.testing.Await;

/** Certificates that change on disk while calls go on, at both ends. */
class RenewedFilesIT {

    private static final int CALLERS = 8;
    private static final int RENEWALS = 5;

    @TempDir
    private Path directory;

    private ServiceFixture fixture;
    private HolderFiles own;

    /** The certificate that the server saw. */
    private record Seen(String serial) {}

    @BeforeEach
    void start() {
        fixture = ServiceFixture.start(
                directory,
                Map.of(),
                routes -> routes.get(
                        "/seen",
                        (request, response) -> JsonBody.send(
                                response,
                                200,
                                new Seen(Peer.require(request, Peer.Role.WORKER, Instant.now())
                                        .serial()
                                        .toString(16)))));
        own = renewed(Role.WORKER, "worker-1");
    }

    @AfterEach
    void stop() {
        fixture.close();
    }

    @Test
    void takesOverNewCertificatesAtBothEndsWithoutLosingACall() throws Exception {
        AtomicBoolean going = new AtomicBoolean(true);
        Set<String> seen = ConcurrentHashMap.newKeySet();
        Queue<Reply<Seen>> failed = new ConcurrentLinkedQueue<>();
        try (ServerClient client = client();
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < CALLERS; i++) {
                threads.submit(() -> {
                    while (going.get()) {
                        Reply<Seen> reply = client.get("/seen", Seen.class);
                        if (reply instanceof Reply.Answered<Seen>(int status, Seen answer)) {
                            seen.add(answer.serial());
                        } else {
                            failed.add(reply);
                        }
                    }
                });
            }
            for (int renewal = 1; renewal <= RENEWALS; renewal++) {
                int due = renewal;
                Await.until(() -> seen.size() >= due);
                renewed(Role.WORKER, "worker-1");
                renewed(Role.SERVER, "server");
            }
            Await.until(() -> seen.size() > RENEWALS);
            going.set(false);
        }
        assertEquals(List.of(), new ArrayList<>(failed));
    }

    @Test
    void presentsTheServersNewCertificateToNewConnections() {
        var before = fixture.service().tls().orElseThrow().certificate();
        renewed(Role.SERVER, "server");

        Await.until(() -> {
            try (var connection = fixture.client()) {
                return !fixture.service().tls().orElseThrow().certificate().equals(before);
            } catch (IOException e) {
                throw new AssertionError(e);
            }
        });

        assertNotEquals(before, fixture.service().tls().orElseThrow().certificate());
    }

    @Test
    void staysWithTheOldFilesUntilTheNewOnesAreGood() throws IOException {
        try (ServerClient client = client()) {
            String before = serial(client);
            String good = Files.readString(own.certificate());
            Files.writeString(own.certificate(), "nonsense");

            Await.until(() -> serial(client).equals(before) && isOlderThanASecond(own.certificate()));
            assertEquals(before, serial(client));

            Files.writeString(own.certificate(), good);
            renewed(Role.WORKER, "worker-1");
            Await.until(() -> !serial(client).equals(before));
        }
    }

    private static boolean isOlderThanASecond(Path file) {
        try {
            return Files.getLastModifiedTime(file)
                    .toInstant()
                    .isBefore(Instant.now().minus(Duration.ofMillis(1500)));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static String serial(ServerClient client) {
        Reply<Seen> reply = client.get("/seen", Seen.class);
        assertTrue(reply instanceof Reply.Answered<Seen>, reply::toString);
        return ((Reply.Answered<Seen>) reply).body().serial();
    }

    private HolderFiles renewed(Role role, String name) {
        return fixture.certificates().save(directory.resolve("certs"), role, name);
    }

    private ServerClient client() throws IOException {
        Map<String, String> values = Map.of(
                "main-server.url", "https://localhost:" + fixture.service().port(),
                "server-cert-path", own.certificate().toString(),
                "server-key-path", own.key().toString(),
                "ca-cert-path", own.trust().toString());
        String yaml = read("every-service.yaml") + "\n" + read("tls-listener.yaml") + "\n" + read("main-server.yaml");
        return ServerClient.of(
                Settings.load(SettingsList.parse(yaml), directory, Map.of()).with(values));
    }

    private static String read(String name) throws IOException {
        try (InputStream in = Service.class.getResourceAsStream(name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
