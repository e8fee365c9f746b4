package org.messagebroker.proxy.policy;

import java.time.InstantSource;
import java.util.Optional;
import org.messagebroker.api.Policy.ListenerPolicy;
import org.messagebroker.api.Policy.Trial;
import org.messagebroker.api.TlsSettings;
import org.messagebroker.api.TlsSettings.ClientAuth;
import org.messagebroker.service.tls.Handshake;
import org.messagebroker.service.tls.ListenerTls;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the listener's TLS as the policy says, or as the proxy's own settings say while the policy says nothing. Settings on
 * trial end by themselves, whether the server is there or not. Thread-safe.
 */
final class LiveListener {

    private static final Logger LOG = LoggerFactory.getLogger(LiveListener.class);

    private final ListenerTls tls;
    private final TlsSettings own;
    private final boolean verifiesClients;
    private final Refusals refusals;
    private final InstantSource clock;
    private Optional<ListenerPolicy> policy = Optional.empty();
    private volatile Optional<OnTrial> onTrial = Optional.empty();
    private volatile Optional<String> proved = Optional.empty();

    /** A change whose settings are offered at the moment. */
    private record OnTrial(String change, TlsSettings offered) {}

    LiveListener(ListenerTls tls, boolean verifiesClients, Refusals refusals, InstantSource clock) {
        this.tls = tls;
        this.own = tls.settings();
        this.verifiesClients = verifiesClients;
        this.refusals = refusals;
        this.clock = clock;
        tls.onHandshake(this::noted);
    }

    /** From the next handshake on. */
    synchronized void obey(HeldPolicy held) {
        tls.trust(held.authorities());
        policy = held.listener();
        offer();
    }

    /** Offers what is due now: a trial may have ended. */
    synchronized void offer() {
        Optional<Trial> trial = policy.flatMap(ListenerPolicy::trial);
        Optional<Trial> running = trial.filter(this::runs);
        TlsSettings due = policy.map(ListenerPolicy::settings).orElse(own);
        if (trial.isPresent() && running.isEmpty()) {
            due = trial.get().otherwise();
        }
        offer(due, running);
    }

    /** Whether settings are on trial. */
    boolean isOnTrial() {
        return onTrial.isPresent();
    }

    /** The change on trial under whose settings a new handshake has succeeded. */
    Optional<String> proved() {
        return proved.filter(
                change -> onTrial.map(OnTrial::change).filter(change::equals).isPresent());
    }

    private boolean runs(Trial trial) {
        return clock.instant().isBefore(trial.until());
    }

    private void offer(TlsSettings due, Optional<Trial> running) {
        TlsSettings before = tls.settings();
        try {
            tls.apply(consistent(due));
            refusals.good(Refusals.Source.LISTENER);
        } catch (IllegalArgumentException unusable) {
            refusals.refused(Refusals.Source.LISTENER, "the listener's TLS settings: " + unusable.getMessage());
            onTrial = Optional.empty();
            return;
        }
        onTrial = running.map(trial -> new OnTrial(trial.change(), tls.settings()));
        if (!before.equals(tls.settings())) {
            LOG.info("the listener offers {}{}", tls.settings(), running.isPresent() ? ", on trial" : "");
        }
    }

    /** Without any certificate asked for, nobody could be known while certificates are the only way. */
    private TlsSettings consistent(TlsSettings wanted) {
        boolean nobodyKnown = verifiesClients && wanted.clientAuth() == ClientAuth.NONE;
        return nobodyKnown ? new TlsSettings(wanted.protocols(), wanted.ciphers(), ClientAuth.OPTIONAL) : wanted;
    }

    private void noted(Handshake handshake) {
        onTrial.filter(trial -> trial.offered().equals(handshake.offered()))
                .map(OnTrial::change)
                .ifPresent(change -> proved = Optional.of(change));
    }
}
