package org.messagebroker.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.messagebroker.api.ClientId;
import org.messagebroker.api.DeliverRequest;
import org.messagebroker.api.DeliverRequest.Delivery;
import org.messagebroker.api.Envelope;
import org.messagebroker.api.MessageId;
import org.messagebroker.api.Policy.SealingKey;
import org.messagebroker.certs.Issued;
import org.messagebroker.certs.Role;
import org.messagebroker.sealing.Sealer;
import org.messagebroker.server.RunningServer.Caller;
import org.messagebroker.testing.Await;

/** What a worker brings is stored only if a proxy of the inventory has sealed it. */
@Tag("database")
class SealedMessagesIT {

    private static final ClientId CLIENT = new ClientId("client-a");
    private static final byte[] CONTENT =
            "{\"sender_number\":\"+989121234567\",\"message_body\":\"x\"}".getBytes(StandardCharsets.UTF_8);

    @TempDir
    static Path directory;

    private static RunningServer server;
    private static Caller worker;
    private static SealingKey key;

    @BeforeAll
    static void start() {
        server = RunningServer.start(directory, Map.of());
        worker = server.peer(Role.WORKER, "worker-1");
        key = server.sealingKey(known(Role.PROXY, "first"));
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void storesWhatAProxyHasSealed() {
        assertEquals("stored", deliver(sealedBy(known(Role.PROXY, "good"))));
    }

    @Test
    void refusesWhatIsNotSealed() {
        assertEquals("rejected", deliver(envelope()));
        assertEquals("rejected", deliver(envelope().as(0, CONTENT)));
    }

    @Test
    void refusesWhatSomebodyOutsideTheInventoryHasSealed() {
        assertEquals("rejected", deliver(sealedBy(server.certificates().issue(Role.PROXY, "stranger"))));
    }

    @Test
    void refusesWhatAWorkerHasSealed() {
        assertEquals("rejected", deliver(sealedBy(known(Role.WORKER, "reader"))));
    }

    @Test
    void refusesAllOfAProxyWhoseKeyIsInOtherHands() {
        Issued proxy = known(Role.PROXY, "stolen");
        Envelope before = sealedBy(proxy);
        revoke(proxy, "keyCompromise");
        assertEquals("rejected", deliver(before));
    }

    @Test
    void storesWhatAProxyHasSealedBeforeItsCertificateWasFollowedByAnother() {
        Issued proxy = known(Role.PROXY, "renewed");
        Envelope before = sealedBy(proxy);
        Await.until(() -> Instant.now().isAfter(before.acceptedAt().plusMillis(5)), "time has passed");
        revoke(proxy, "superseded");
        assertEquals("stored", deliver(before));
        assertEquals("rejected", deliver(sealedBy(proxy)));
    }

    @Test
    void refusesOneClientsMessageUnderAnothersName() {
        Envelope sealed = sealedBy(known(Role.PROXY, "honest"));
        assertEquals(
                "rejected",
                deliver(new Envelope(
                        Envelope.SEALED,
                        sealed.messageId(),
                        new ClientId("client-b"),
                        sealed.acceptedAt(),
                        sealed.payload())));
        assertEquals("stored", deliver(sealed));
    }

    @Test
    void storesAnEnvelopeThatIsWrittenAgainOnlyOnce() {
        Envelope sealed = sealedBy(known(Role.PROXY, "again"));
        assertEquals("stored", deliver(sealed));
        assertEquals("duplicate", deliver(sealed));
    }

    @Test
    void countsWhatWasForgedForTheAdministrator() {
        deliver(envelope());
        assertTrue(server.service().metrics().scrape().contains("main_server_messages_forged_total"));
    }

    private static Issued known(Role role, String name) {
        Issued issued = server.certificates().issue(role, name);
        server.enter(issued);
        return issued;
    }

    private static void revoke(Issued proxy, String reason) {
        server.execute(
                "UPDATE certificates SET state = 'revoked', revoked_at = UTC_TIMESTAMP(3), revocation_reason = ?"
                        + " WHERE fingerprint = ?",
                reason,
                new TestSigner(proxy).fingerprint());
    }

    private static Envelope sealedBy(Issued signer) {
        Sealer sealer = RunningServer.sealer(signer, key);
        return sealer.seal(envelope()).orElseThrow();
    }

    private static Envelope envelope() {
        MessageId id = MessageId.create(InstantSource.system());
        return new Envelope(Envelope.SEALED, id, CLIENT, id.time(), CONTENT);
    }

    private static String deliver(Envelope envelope) {
        return worker.post("/internal/messages/deliver", new DeliverRequest(List.of(new Delivery(envelope, 0, 0))))
                .json()
                .path("results")
                .path(0)
                .path("outcome")
                .textValue();
    }
}
