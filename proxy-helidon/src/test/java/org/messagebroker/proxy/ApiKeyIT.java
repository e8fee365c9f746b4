package org.messagebroker.proxy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.messagebroker.api.Policy.ApiKeyPolicy;
import org.messagebroker.proxy.identity.CertificatesOff;
import org.messagebroker.testing.Await;
import org.messagebroker.testing.RawTls;
import org.slf4j.LoggerFactory;

/** API keys, which count only where client certificates are off. */
class ApiKeyIT {

    private static final byte[] GOOD = Requests.GOOD.getBytes(StandardCharsets.UTF_8);
    private static final String KEY = "mbk_k1_0123456789abcdefghij";

    @TempDir
    private Path directory;

    @Test
    void letAClientSendWithoutCertificateFromItsNetworks() throws Exception {
        try (RunningProxy proxy = RunningProxy.start(directory, Map.of("VERIFY_CLIENT", "false"))) {
            allow(proxy, "127.0.0.0/8");
            assertEquals(202, submit(proxy, "X-API-Key: " + KEY).status());
            Problems.assertProblem(401, "authentication_error", submit(proxy));
            Problems.assertProblem(401, "authentication_error", submit(proxy, "X-API-Key: " + KEY + "x"));
            assertEquals(202, proxy.submit(Requests.GOOD, "X-API-Key: nonsense").status());
            allow(proxy, "10.0.0.0/8");
            Problems.assertProblem(401, "authentication_error", submit(proxy, "X-API-Key: " + KEY));
            Problems.assertProblem(
                    401, "authentication_error", submit(proxy, "X-API-Key: " + KEY, "X-Forwarded-For: 10.0.0.1"));
        }
    }

    @Test
    void areCheckedAgainstTheAddressThatAListedLoadBalancerTells() throws Exception {
        try (RunningProxy proxy =
                RunningProxy.start(directory, Map.of("VERIFY_CLIENT", "false", "SERVER_FORWARDED_FROM", "127.0.0.1"))) {
            allow(proxy, "10.0.0.0/8");
            assertEquals(
                    202,
                    submit(proxy, "X-API-Key: " + KEY, "X-Forwarded-For: 10.0.0.1")
                            .status());
            assertEquals(
                    401,
                    submit(proxy, "X-API-Key: " + KEY, "X-Forwarded-For: 10.0.0.1, 192.0.2.1")
                            .status());
        }
    }

    @Test
    void areIgnoredWhereCertificatesAreRequired() throws Exception {
        try (RunningProxy proxy = RunningProxy.start(directory)) {
            allow(proxy, "127.0.0.0/8");
            Problems.assertProblem(401, "authentication_error", submit(proxy, "X-API-Key: " + KEY));
        }
    }

    @Test
    void areSaidAloudInHealthAndReport() throws Exception {
        try (RunningProxy proxy = RunningProxy.start(directory, Map.of("VERIFY_CLIENT", "false"));
                RawTls connection = proxy.connectWithoutCertificate()) {
            JsonNode health = Requests.json(Requests.get(connection, "/api/v1/health"));
            assertEquals("degraded", health.path("status").asText());
            assertEquals(
                    "off", health.path("checks").path("client_certificates").asText());
            Await.until(() -> proxy.server().asked() > 0, "it reports");
            assertFalse(proxy.server().report().verifiesClients());
        }
    }

    @Test
    void areSaidAloudInTheLog() throws Exception {
        ListAppender<ILoggingEvent> logged = new ListAppender<>();
        Logger speaker = (Logger) LoggerFactory.getLogger(CertificatesOff.class);
        logged.start();
        speaker.addAppender(logged);
        try {
            RunningProxy.start(directory.resolve("on"), Map.of("VERIFY_CLIENT", "true"))
                    .close();
            assertEquals(List.of(), List.copyOf(logged.list));

            try (RunningProxy _ = RunningProxy.start(directory.resolve("off"), Map.of("VERIFY_CLIENT", "false"))) {
                Await.until(() -> !logged.list.isEmpty(), "it says so");
            }
            ILoggingEvent said = logged.list.getFirst();
            assertEquals(Level.WARN, said.getLevel());
            assertTrue(said.getFormattedMessage().contains("CLIENT CERTIFICATES ARE OFF"), said::getFormattedMessage);
        } finally {
            speaker.detachAppender(logged);
        }
    }

    private static void allow(RunningProxy proxy, String network) throws GeneralSecurityException {
        String hash = HexFormat.of()
                .formatHex(MessageDigest.getInstance("SHA-256").digest(KEY.getBytes(StandardCharsets.UTF_8)));
        List<ApiKeyPolicy> keys = List.of(new ApiKeyPolicy("k1", hash, List.of(network), Optional.empty()));
        proxy.obeys(proxy.server().policy().changeClient("shop-1", client -> TestPolicy.withKeys(client, keys)));
        assertTrue(proxy.server().isConfirmed(proxy.server().policy().policy().version()));
    }

    private static RawTls.Answer submit(RunningProxy proxy, String... headers) throws IOException {
        try (RawTls connection = proxy.connectWithoutCertificate()) {
            return Requests.submit(connection, GOOD, headers);
        }
    }
}
