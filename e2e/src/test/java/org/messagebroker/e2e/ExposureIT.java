package org.messagebroker.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.messagebroker.cli.AdminMain;
import org.messagebroker.testing.Await;

/** What the running system shows to the network: where it listens, whom it calls, and what it offers in a handshake. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ExposureIT {

    private static final int SERVER = 8000;
    private static final int PROXY = 8001;
    private static final int PORTAL = 8080;
    private static final int REDIS = 8379;
    private static final int MARIADB = 8306;
    private static final int MAIL = 8025;
    private static final int ADMIN = 8080;
    private static final int WORKER_MANAGEMENT = 9100;
    private static final int PROXY_MANAGEMENT = 9101;
    private static final int SERVER_MANAGEMENT = 9102;
    private static final int ADMIN_MANAGEMENT = 9103;

    /** Enough for each periodic call (renewal aside) to happen between the first and the last. */
    private static final int LOOKS = 200;

    private static final Duration TRIAL_AND_MORE = Duration.ofSeconds(120);

    @RegisterExtension
    private final RunningSystem system = RunningSystem.prepare("exposure");

    /** All on this machine alone, unless it is told otherwise; nothing of UDP. */
    static Stream<Arguments> listeners() {
        return Stream.of(
                Arguments.of("proxy", Set.of(PROXY, PROXY_MANAGEMENT)),
                Arguments.of("server", Set.of(SERVER, SERVER_MANAGEMENT)),
                Arguments.of("worker", Set.of(WORKER_MANAGEMENT)),
                Arguments.of("admin", Set.of(ADMIN, ADMIN_MANAGEMENT)),
                Arguments.of("redis", Set.of(REDIS)),
                Arguments.of("mariadb", Set.of(MARIADB)));
    }

    @ParameterizedTest
    @MethodSource("listeners")
    void listensThereAndNowhereElse(String part, Set<Integer> ports) {
        assertEquals(here(ports), sockets(part).listening());
        assertEquals(Set.of(), sockets(part).udp());
    }

    /** The server is called and calls nobody back. */
    static Stream<Arguments> callers() {
        return Stream.of(
                Arguments.of("proxy", Set.of(REDIS, SERVER)),
                Arguments.of("worker", Set.of(REDIS, SERVER)),
                Arguments.of("server", Set.of(MARIADB)),
                Arguments.of("redis", Set.of()),
                Arguments.of("mariadb", Set.of()));
    }

    @ParameterizedTest
    @MethodSource("callers")
    void callsTheseAndNobodyElseWhileMessagesFlow(String part, Set<Integer> ports) throws IOException {
        ThinClient client = system.client();
        ProcessHandle process = system.process(part);
        Set<String> called = new HashSet<>();
        for (int i = 0; i < LOOKS; i++) {
            assertEquals(202, client.send("+989121234567", "look " + i).status());
            ProcessSockets sockets = ProcessSockets.of(process);
            called.addAll(sockets.calling());
            assertEquals(Set.of(), sockets.udp());
        }
        if (part.equals("server")) {
            // If there was something to tell somebody.
            called.removeAll(here(Set.of(MAIL)));
        }
        assertEquals(here(ports), called);
    }

    @ParameterizedTest
    @ValueSource(ints = {PROXY, SERVER, PORTAL})
    void nothingBelowTls12AndNoWeakCipherIsOffered(int listener) {
        TlsScan scan = TlsScan.of(system.port(listener));

        assertEquals(Set.of("TLSv1.2", "TLSv1.3"), scan.protocols(), scan::output);
        assertFalse(scan.ciphers().isEmpty(), scan::output);
        for (String cipher : scan.ciphers()) {
            assertTrue(
                    cipher.matches("TLS_(AES|CHACHA20).*|ECDHE-(ECDSA|RSA)-(AES(128|256)-GCM|CHACHA20).*"),
                    () -> cipher + " in\n" + scan.output());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"proxy", "server"})
    void unconfirmedChangeShowsInAScanAndReturnsByItself(String listener) {
        Administrator.of(system).server().put("/admin/tls/" + listener, Map.of("protocols", List.of("TLSv1.3")));

        awaitProtocols(listener, Set.of("TLSv1.3"));
        awaitProtocols(listener, Set.of("TLSv1.2", "TLSv1.3"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"proxy", "server"})
    void confirmedChangeStays(String listener) {
        change(listener, "TLSv1.3");
        awaitProtocols(listener, Set.of("TLSv1.3"));
        change(listener, "TLSv1.3,TLSv1.2");
        awaitProtocols(listener, Set.of("TLSv1.2", "TLSv1.3"));
    }

    /** As an administrator does it, with the confirmation over a new connection. */
    private void change(String listener, String protocols) {
        StringWriter said = new StringWriter();
        PrintWriter out = new PrintWriter(said, true);
        int exit = AdminMain.commandLine()
                .setOut(out)
                .setErr(out)
                .execute(
                        "tls",
                        "set",
                        listener,
                        "--protocols",
                        protocols,
                        "--data",
                        system.data().toString());
        assertEquals(0, exit, said::toString);
        assertTrue(said.toString().contains("Confirmed"), said::toString);
    }

    private void awaitProtocols(String listener, Set<String> offered) {
        int port = system.port(listener.equals("proxy") ? PROXY : SERVER);
        Await.until(
                () -> TlsScan.of(port).protocols().equals(offered), listener + " offers " + offered, TRIAL_AND_MORE);
    }

    private ProcessSockets sockets(String part) {
        return ProcessSockets.of(system.process(part));
    }

    private Set<String> here(Set<Integer> standard) {
        return standard.stream().map(port -> "127.0.0.1:" + system.port(port)).collect(Collectors.toSet());
    }
}
