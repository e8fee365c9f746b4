package org.messagebroker.admin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.io.IOException;
import java.math.BigInteger;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.messagebroker.certs.Issued;
import org.messagebroker.certs.Pem;
import org.messagebroker.certs.Role;
import org.slf4j.LoggerFactory;

/** The portal's own certificate, replaced while it runs, as an ACME client does it. */
class RenewedCertificateIT {

    private static final Logger WATCHER =
            (Logger) LoggerFactory.getLogger("org.springframework.boot.autoconfigure.ssl.FileWatcher");

    private final ListAppender<ILoggingEvent> refusals = new ListAppender<>();

    @TempDir
    private Path directory;

    private TestPortal portal;

    @BeforeEach
    void start() throws IOException {
        portal = new TestPortal(directory, Map.of());
        refusals.start();
        WATCHER.addAppender(refusals);
    }

    @AfterEach
    void stop() {
        WATCHER.detachAppender(refusals);
        portal.close();
    }

    @Test
    void isPresentedToNewConnections() throws Exception {
        Issued next = portal.certificates().issue(Role.PORTAL, "portal");

        writeCertificate(next);
        writeKey(Pem.ofPrivateKey(next.key()));

        await("the new one is presented", () -> presented().equals(serial(next)));
    }

    @Test
    void isTakenOnlyWithItsKey() throws Exception {
        BigInteger before = presented();
        Issued next = portal.certificates().issue(Role.PORTAL, "portal");
        String key = Pem.ofPrivateKey(next.key());

        writeCertificate(next);
        await("a certificate without its key is refused", () -> refused() == 1);
        assertEquals(before, presented());

        writeKey(key.substring(0, key.length() / 2));
        await("half a key is refused", () -> refused() == 2);
        assertEquals(before, presented());

        writeKey(key);
        await("the new one is presented", () -> presented().equals(serial(next)));
    }

    private int refused() {
        assertTrue(refusals.list.stream()
                .allMatch(event -> event.getFormattedMessage().contains("SSL reload")));
        return refusals.list.size();
    }

    private void writeCertificate(Issued issued) throws IOException {
        Files.writeString(portal.files().certificate(), Pem.ofCertificates(issued.chain()));
    }

    private void writeKey(String pem) throws IOException {
        Files.writeString(portal.files().key(), pem);
    }

    private static BigInteger serial(Issued issued) {
        return issued.certificate().getSerialNumber();
    }

    private BigInteger presented() throws IOException {
        try (SSLSocket socket = (SSLSocket) portal.certificates()
                .context(Optional.empty())
                .getSocketFactory()
                .createSocket(InetAddress.getLoopbackAddress(), portal.port())) {
            socket.startHandshake();
            return ((X509Certificate) socket.getSession().getPeerCertificates()[0]).getSerialNumber();
        }
    }

    private static void await(String what, Callable<Boolean> condition) throws Exception {
        Instant deadline = Instant.now().plusSeconds(60);
        while (!condition.call()) {
            assertTrue(Instant.now().isBefore(deadline), () -> "never: " + what);
            LockSupport.parkNanos(50_000_000);
        }
    }
}
