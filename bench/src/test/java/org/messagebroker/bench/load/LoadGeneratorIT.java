package org.messagebroker.bench.load;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.messagebroker.api.TlsSettings;
import org.messagebroker.bench.echo.EchoCertificates;
import org.messagebroker.bench.echo.EchoServer;
import org.messagebroker.certs.CertificateDirectory.HolderFiles;
import org.messagebroker.service.tls.TlsConfig;
import org.messagebroker.service.wire.Limits;

class LoadGeneratorIT {
    private static final Duration HALF_A_SECOND = Duration.ofMillis(500);

    /** For loads that their limit ends. */
    private static final Duration UNTIL_THE_LIMIT = Duration.ofMinutes(5);

    private static final Duration LONG = Duration.ofMinutes(1);
    private static final Limits LIMITS = new Limits(65_536, 16_384, 4_096, 64, 64, LONG, LONG, LONG, LONG);

    @TempDir
    private static Path directory;

    private static EchoCertificates certificates;
    private static EchoServer echo;

    @BeforeAll
    static void startEcho() {
        certificates = EchoCertificates.issue(directory, InstantSource.system());
        echo = EchoServer.start(tls(certificates.server()), LIMITS);
    }

    @AfterAll
    static void stopEcho() {
        echo.close();
    }

    @Test
    void countsExactlyWhatTheEchoAnswered() throws Exception {
        long before = echo.answered();
        LoadReport report = run(order(echo.port(), 8));
        assertTrue(report.accepted() > 0);
        assertEquals(echo.answered() - before, report.accepted());
        assertEquals(Map.of(), report.failures());
    }

    @Test
    void measuresLessThanItSendsBecauseTheWarmUpIsLeftOut() throws Exception {
        LoadReport report = run(order(echo.port(), 2));
        assertTrue(report.measured() < report.accepted());
        assertTrue(Math.abs(Latencies.decoded(report.latencies()).count() - report.measured()) <= 2);
        assertEquals(0.5, report.seconds(), 0.001);
    }

    @Test
    void sendsNoMoreThanItsLimit() throws Exception {
        LoadOrder order = LoadOrder.echo(certificates.target(echo.port()), 8, Duration.ZERO, UNTIL_THE_LIMIT);

        assertEquals(100, run(order.limitedTo(100)).accepted());
    }

    @Test
    void neverCountsAnotherStatusAsAccepted() throws Exception {
        Target known = certificates.target(echo.port());
        Target unknownPath =
                new Target(known.host(), known.port(), "/nothing", known.certificate(), known.key(), known.authority());
        LoadReport report = run(
                LoadOrder.echo(unknownPath, 2, Duration.ZERO, UNTIL_THE_LIMIT).limitedTo(10));
        assertEquals(0, report.accepted());
        assertEquals(Map.of("status 404", 10L), report.failures());
    }

    @Test
    void countsAnEchoThatIsNoReceiptAsNotAccepted() throws Exception {
        LoadOrder order = LoadOrder.messages(certificates.target(echo.port()), 1, Duration.ZERO, UNTIL_THE_LIMIT);
        assertEquals(Map.of("no message id", 10L), run(order.limitedTo(10)).failures());
    }

    @Test
    void tellsThatNobodyListens() throws Exception {
        LoadReport report = run(order(closedPort(), 1).limitedTo(2));
        assertEquals(0, report.accepted());
        assertEquals(Map.of("connection refused", 3L), report.failures());
    }

    private static LoadReport run(LoadOrder order) throws IOException, InterruptedException {
        return LoadGenerator.run(order);
    }

    private static TlsConfig tls(HolderFiles files) {
        return new TlsConfig(
                files.certificate(),
                files.key(),
                files.trust(),
                new TlsSettings(List.of("TLSv1.3"), List.of(), TlsSettings.ClientAuth.OPTIONAL));
    }

    private static LoadOrder order(int port, int connections) {
        return LoadOrder.echo(certificates.target(port), connections, HALF_A_SECOND, HALF_A_SECOND);
    }

    private static int closedPort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
