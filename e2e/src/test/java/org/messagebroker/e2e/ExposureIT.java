package org.messagebroker.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.messagebroker.cli.AdminMain;

/** What the running system shows to the network: where it listens, whom it calls, and what it offers in a handshake. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ExposureIT {

    private static final int SERVER = 8000;
    private static final int PROXY = 8001;
    private static final int PORTAL = 8080;
    private static final int REDIS = 8379;
    private static final int MARIADB = 8306;
    private static final int PROXY_MANAGEMENT = 9101;
    private static final int SERVER_MANAGEMENT = 9102;
    private static final Duration TRIAL_AND_MORE = Duration.ofSeconds(120);
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final RunningSystem system = RunningSystem.prepare("exposure");

    @BeforeAll
    void startEverything() {
        system.up();
    }

    @AfterAll
    void stopWhateverHappened() {
        system.close();
    }

    @Test
    void proxyListensOnItsPortAndForProbesOnly() {
        assertEquals(ports(PROXY, PROXY_MANAGEMENT), sockets("proxy").listening());
    }

    @Test
    void serverListensOnItsPortAndForProbesOnly() {
        assertEquals(ports(SERVER, SERVER_MANAGEMENT), sockets("server").listening());
    }

    @ParameterizedTest
    @ValueSource(strings = {"proxy", "server", "worker", "admin", "redis", "mariadb"})
    void nothingListensBeyondThisMachineUnlessToldTo(String part) {
        assertEquals(Set.of(), sockets(part).listeningBeyondLoopback());
    }

    @Test
    void proxyCallsRedisAndTheServerAndNobodyElse() {
        assertEquals(ports(REDIS, SERVER), sockets("proxy").calling());
    }

    @Test
    void serverCallsItsDatabaseAndNobodyElse() {
        RunningSystem.await(
                "the server is connected",
                PATIENCE,
                () -> !sockets("server").calling().isEmpty());
        assertEquals(ports(MARIADB), sockets("server").calling());
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
        RunningSystem.await(
                listener + " offers " + offered,
                TRIAL_AND_MORE,
                () -> TlsScan.of(port).protocols().equals(offered));
    }

    private ProcessSockets sockets(String part) {
        return ProcessSockets.of(system.process(part));
    }

    private Set<Integer> ports(int... standard) {
        return Arrays.stream(standard).map(system::port).boxed().collect(Collectors.toSet());
    }
}
