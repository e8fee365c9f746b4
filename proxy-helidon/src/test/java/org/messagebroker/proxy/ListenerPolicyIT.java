package org.messagebroker.proxy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.messagebroker.api.Policy.ListenerPolicy;
import org.messagebroker.api.Policy.Trial;
import org.messagebroker.api.TlsSettings;
import org.messagebroker.api.TlsSettings.ClientAuth;
import org.messagebroker.certs.Issued;
import org.messagebroker.testing.Await;
import org.messagebroker.testing.RawTls;

/** The listener's TLS as the policy says: live, and back by itself when nobody confirms it. */
class ListenerPolicyIT {

    private static final byte[] GOOD = Requests.GOOD.getBytes(StandardCharsets.UTF_8);
    private static final TlsSettings BOTH =
            new TlsSettings(List.of("TLSv1.3", "TLSv1.2"), List.of(), ClientAuth.OPTIONAL);
    private static final TlsSettings NEWER = new TlsSettings(List.of("TLSv1.3"), List.of(), ClientAuth.OPTIONAL);

    @TempDir
    private Path directory;

    private RunningProxy proxy;

    @BeforeEach
    void start() {
        proxy = RunningProxy.start(directory);
    }

    @AfterEach
    void stop() {
        proxy.close();
    }

    @Test
    void changesOnTheRunningListenerAndReturnsToItsOwnWhenThePolicySaysNothing() throws IOException {
        assertEquals(202, submit("TLSv1.2"));
        obey(new ListenerPolicy(NEWER, Optional.empty()));
        assertThrows(IOException.class, () -> submit("TLSv1.2"));
        assertEquals(202, submit("TLSv1.3"));
        proxy.obeys(proxy.server().policy().listener(Optional.empty()));
        assertEquals(202, submit("TLSv1.2"));
    }

    @Test
    void returnsByItselfFromATrialThatNobodyConfirmsAlsoWithoutTheServer() throws IOException {
        obey(onTrial("change-1"));
        assertThrows(IOException.class, () -> submit("TLSv1.2"));
        proxy.server().goAway();
        proxy.clock().setAhead(Duration.ofMinutes(2));
        Await.until(() -> proxy.tls().settings().protocols().contains("TLSv1.2"), "the trial is over");
        assertEquals(202, submit("TLSv1.2"));
    }

    @Test
    void staysWithATrialThatALaterPolicyConfirms() throws IOException {
        obey(onTrial("change-1"));
        obey(new ListenerPolicy(NEWER, Optional.empty()));
        proxy.clock().setAhead(Duration.ofMinutes(2));
        proxy.obeys(proxy.server().policy().change(now -> now));
        assertThrows(IOException.class, () -> submit("TLSv1.2"));
    }

    @Test
    void reportsATrialOnlyAfterANewHandshakeUnderItsSettings() throws IOException {
        try (RawTls open = proxy.connect()) {
            obey(onTrial("change-1"));
            assertEquals(202, Requests.submit(open, GOOD).status());
            int asked = proxy.server().asked();
            Await.until(() -> proxy.server().asked() > asked + 1, "it reports");
            assertEquals(Optional.empty(), proxy.server().report().trial());
            assertEquals(202, submit("TLSv1.3"));
            Await.until(() -> proxy.server().report().trial().equals(Optional.of("change-1")), "the trial is proved");
        }
    }

    @Test
    void offersNothingWeakWhateverThePolicySays() throws IOException {
        obey(new ListenerPolicy(
                new TlsSettings(List.of("TLSv1.3", "TLSv1.1"), List.of(), ClientAuth.OPTIONAL), Optional.empty()));
        assertEquals(List.of("TLSv1.3", "TLSv1.2"), proxy.tls().settings().protocols());
        assertEquals(202, submit("TLSv1.2"));
    }

    @Test
    void stillAsksForCertificatesWhenThePolicyAsksForNone() throws IOException {
        obey(new ListenerPolicy(new TlsSettings(BOTH.protocols(), List.of(), ClientAuth.NONE), Optional.empty()));
        assertEquals(202, submit("TLSv1.3"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.3", "TLSv1.2"})
    void refusesARevokedCertificateOnAResumedSession(String protocol) throws IOException {
        Issued issued = proxy.issue("shop-2");
        SSLContext context = proxy.certificates().context(Optional.of(issued));
        assertEquals(202, submit(context, protocol));
        assertEquals(202, submit(context, protocol));
        proxy.obeys(proxy.server().policy().revoke(issued));
        assertEquals(403, submit(context, protocol));
    }

    private void obey(ListenerPolicy listener) {
        proxy.obeys(proxy.server().policy().listener(Optional.of(listener)));
    }

    private ListenerPolicy onTrial(String change) {
        return new ListenerPolicy(
                NEWER, Optional.of(new Trial(change, proxy.clock().instant().plusSeconds(60), BOTH)));
    }

    private int submit(String protocol) throws IOException {
        return submit(proxy.certificates().context(Optional.of(proxy.client())), protocol);
    }

    private int submit(SSLContext context, String protocol) throws IOException {
        try (RawTls connection = RawTls.connect(proxy.port(), context, protocol)) {
            return Requests.submit(connection, GOOD).status();
        }
    }
}
