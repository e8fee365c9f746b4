package org.messagebroker.sealing;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.messagebroker.api.ClientId;
import org.messagebroker.api.Envelope;
import org.messagebroker.api.MessageId;
import org.messagebroker.api.Policy.SealingKey;
import org.messagebroker.sealing.Opener.Opened;
import org.messagebroker.sealing.Opener.Standing;
import org.messagebroker.testing.TestCertificates;

/** What a proxy seals only the server opens, and only as it was sealed. */
class SealingTest {

    private static final byte[] CONTENT = "{\"message_body\":\"سلام 👋\"}".getBytes(StandardCharsets.UTF_8);
    private static final TestCertificates CERTIFICATES = new TestCertificates();
    private static final TestProxy PROXY = TestProxy.of(CERTIFICATES, "proxy-1");
    private static final byte[] SERVER_KEY = random();
    private static final SealingKey SERVER = ServerKeys.published(1, SERVER_KEY);

    private final Sealer sealer = new Sealer(() -> Optional.of(SERVER), () -> PROXY, InstantSource.system());
    private final Opener opener = opener(SERVER_KEY, new Standing.Proxy(PROXY.certificate(), Instant.MAX));
    private final Envelope readable = envelope();

    @Test
    void serverOpensWhatAProxyHasSealed() {
        Opened.Content opened = assertInstanceOf(Opened.Content.class, opener.open(sealed(readable)));
        assertArrayEquals(CONTENT, opened.bytes());
    }

    @Test
    void sealHidesTheContentAndNeverLooksTheSame() {
        Envelope first = sealed(readable);
        Envelope second = sealed(readable);

        assertFalse(new String(first.payload(), StandardCharsets.UTF_8).contains("سلام"));
        assertFalse(first.equals(second));
    }

    @Test
    void nothingIsSealedWhileTheServersKeyIsUnknown() {
        Sealer early = new Sealer(Optional::empty, () -> PROXY, InstantSource.system());
        assertEquals(Optional.empty(), early.seal(readable));
    }

    @Test
    void everyByteOfTheSealCounts() {
        Envelope sealed = sealed(readable);
        for (int i = 0; i < sealed.payload().length; i++) {
            byte[] altered = sealed.payload().clone();
            altered[i] ^= 1;
            Opened opened = opener.open(sealed.as(Envelope.SEALED, altered));
            assertFalse(opened instanceof Opened.Content, "byte " + i + " may be altered");
        }
    }

    @Test
    void sealBelongsToItsMessageItsClientAndItsTime() {
        Envelope sealed = sealed(readable);
        MessageId otherId = MessageId.create(InstantSource.system());

        forged(new Envelope(1, otherId, sealed.clientId(), sealed.acceptedAt(), sealed.payload()));
        forged(new Envelope(1, sealed.messageId(), new ClientId("other"), sealed.acceptedAt(), sealed.payload()));
        forged(new Envelope(
                1, sealed.messageId(), sealed.clientId(), sealed.acceptedAt().plusMillis(1), sealed.payload()));
        forged(sealed.as(0, sealed.payload()));
    }

    @Test
    void messageCannotBeTurnedIntoATestNorATestIntoAMessage() {
        Envelope message = sealed(readable);
        Envelope test = sealed(readable.as(Envelope.SEALED_TEST, CONTENT));

        forged(message.as(Envelope.SEALED_TEST, message.payload()));
        forged(test.as(Envelope.SEALED, test.payload()));
        Opened.Content opened = assertInstanceOf(Opened.Content.class, opener.open(test));
        assertArrayEquals(CONTENT, opened.bytes());
        assertEquals(PROXY.certificate(), opened.proxy());
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 40, 118, 200})
    void cutSealIsRefused(int length) {
        Envelope sealed = sealed(readable);
        forged(sealed.as(Envelope.SEALED, java.util.Arrays.copyOf(sealed.payload(), length)));
    }

    @Test
    void dataKeyOfSomebodyElseIsRefusedThoughHeNamesAProxy() {
        TestProxy thief = TestProxy.of(CERTIFICATES, "thief").under(PROXY.fingerprint());
        Sealer forger = new Sealer(() -> Optional.of(SERVER), () -> thief, InstantSource.system());
        forged(forger.seal(readable).orElseThrow());
    }

    @Test
    void proxyThatTheInventoryRefusesIsRefused() {
        Opener refusing = opener(SERVER_KEY, new Standing.Refused("revoked"));
        assertEquals(new Opened.Forged("revoked"), refusing.open(sealed(readable)));
    }

    @Test
    void whatWasAcceptedAfterTheCertificatesEndIsRefused() {
        Opener ended = opener(
                SERVER_KEY,
                new Standing.Proxy(PROXY.certificate(), readable.acceptedAt().minusSeconds(1)));
        assertInstanceOf(Opened.Forged.class, ended.open(sealed(readable)));
    }

    @Test
    void anotherServerCannotOpenIt() {
        Opener other = opener(random(), new Standing.Proxy(PROXY.certificate(), Instant.MAX));
        assertInstanceOf(Opened.Forged.class, other.open(sealed(readable)));
    }

    @Test
    void nothingIsSealedOnceTheProxysCertificateHasEnded() {
        Instant end = PROXY.until();
        assertTrue(sealer.seal(acceptedAt(end.minusMillis(1))).isPresent());
        assertEquals(Optional.empty(), sealer.seal(acceptedAt(end)));
    }

    @Test
    void versionThatTheServerDoesNotHaveYetIsKeptForLater() {
        Opener behind = new Opener(
                version -> Optional.empty(),
                fingerprint -> new Standing.Proxy(PROXY.certificate(), Instant.MAX),
                InstantSource.system());
        assertEquals(new Opened.UnknownKey(1), behind.open(sealed(readable)));
    }

    @Test
    void dataKeyIsReplacedAfterAMinute() {
        Instant[] now = {Instant.now()};
        Sealer aging = new Sealer(() -> Optional.of(SERVER), () -> PROXY, () -> now[0]);
        Set<String> keys = new HashSet<>();
        for (int i = 0; i < 4; i++) {
            keys.add(wrapping(aging.seal(readable).orElseThrow()));
            now[0] = now[0].plus(Duration.ofSeconds(31));
        }
        assertEquals(2, keys.size());
    }

    @Test
    void dataKeyIsReplacedWhenTheProxysCertificateIs() {
        TestProxy renewed = TestProxy.of(CERTIFICATES, "proxy-1");
        TestProxy[] own = {PROXY};
        Sealer renewing = new Sealer(() -> Optional.of(SERVER), () -> own[0], InstantSource.system());
        String before = wrapping(renewing.seal(readable).orElseThrow());
        assertEquals(before, wrapping(renewing.seal(readable).orElseThrow()));

        own[0] = renewed;

        Envelope after = renewing.seal(readable).orElseThrow();
        assertFalse(before.equals(wrapping(after)));
        assertInstanceOf(Opened.Forged.class, opener.open(after), "it is still signed by the certificate before");
    }

    private static String wrapping(Envelope sealed) {
        return new String(sealed.payload(), 0, 116, StandardCharsets.ISO_8859_1);
    }

    private void forged(Envelope envelope) {
        assertInstanceOf(Opened.Forged.class, opener.open(envelope));
    }

    private Envelope sealed(Envelope envelope) {
        return sealer.seal(envelope).orElseThrow();
    }

    private static Envelope envelope() {
        return acceptedAt(Instant.now());
    }

    private static Envelope acceptedAt(Instant time) {
        MessageId id = MessageId.create(InstantSource.fixed(time));
        return new Envelope(Envelope.SEALED, id, new ClientId("shop-1"), id.time(), CONTENT);
    }

    private static Opener opener(byte[] key, Standing standing) {
        return new Opener(version -> Optional.of(key), fingerprint -> standing, InstantSource.system());
    }

    private static byte[] random() {
        byte[] key = new byte[32];
        new SecureRandom().nextBytes(key);
        return key;
    }
}
