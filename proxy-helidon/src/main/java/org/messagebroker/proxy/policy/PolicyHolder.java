package org.messagebroker.proxy.policy;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.stream.Stream;
import javax.crypto.SecretKey;
import org.messagebroker.api.Policy.SealingKey;
import org.messagebroker.api.PolicyVersion;
import org.messagebroker.service.tls.Peer;

/** The policy in force, and when the server was last heard. A policy is replaced as a whole. Thread-safe. */
public final class PolicyHolder {

    private final InstantSource clock;
    private final AtomicReference<Optional<HeldPolicy>> held = new AtomicReference<>(Optional.empty());
    private final List<Consumer<HeldPolicy>> watchers = new CopyOnWriteArrayList<>();
    private volatile Set<RevokedSerial> emergency = Set.of();
    private volatile Optional<Instant> heard = Optional.empty();
    private volatile boolean dismissed;

    /** Without a policy. */
    public PolicyHolder(InstantSource clock) {
        this.clock = clock;
    }

    /** The policy in force; empty until there has been one. */
    public Optional<HeldPolicy> current() {
        return held.get();
    }

    /** The HMAC key by which an idempotency key's content is known again; empty while there is no policy. */
    public Optional<SecretKey> contentKey() {
        return held.get().map(HeldPolicy::contentKey);
    }

    /** To whom messages are sealed; empty while there is no policy. */
    public Optional<SealingKey> sealing() {
        return held.get().map(HeldPolicy::sealing);
    }

    /** The version in force; {@link PolicyVersion#NONE} while there is none. */
    public PolicyVersion version() {
        return held.get().map(HeldPolicy::version).orElse(PolicyVersion.NONE);
    }

    /**
     * How long there has been no word from the server: a poll that it answered, or a policy that it signed. Empty if there
     * never was any, and while the server does not take this proxy for one of its own: what it seals then is taken for forged,
     * so that it has no grace in which to decide alone.
     */
    public Optional<Duration> silence() {
        return Stream.concat(heard.stream(), held.get().map(HeldPolicy::issuedAt).stream())
                .max(Comparator.naturalOrder())
                .filter(last -> !dismissed)
                .map(last -> Duration.between(last, clock.instant()))
                .map(PolicyHolder::notNegative);
    }

    /** Whether an emergency revocation list names this certificate. */
    public boolean isRevokedInEmergency(Peer peer) {
        return emergency.contains(new RevokedSerial(peer.issuer(), peer.serial()));
    }

    /** Told of each policy that comes into force, and of the one in force. */
    public synchronized void onChange(Consumer<HeldPolicy> watcher) {
        watchers.add(watcher);
        held.get().ifPresent(watcher);
    }

    /**
     * Puts a policy into force.
     *
     * @throws PolicyFault if it is not newer than the one in force
     */
    synchronized void put(HeldPolicy policy) throws PolicyFault {
        if (!policy.version().isAfter(version())) {
            throw new PolicyFault(
                    "it is version " + policy.version() + ", not after " + version() + " which is in force");
        }
        held.set(Optional.of(policy));
        watchers.forEach(watcher -> watcher.accept(policy));
    }

    void heardAt(Instant at) {
        heard = Optional.of(at);
        dismissed = false;
    }

    /** The server has said that it does not know this proxy; whether that is new. */
    synchronized boolean dismiss() {
        boolean changed = !dismissed;
        dismissed = true;
        return changed;
    }

    /** Whether that is a change. */
    synchronized boolean revokeInEmergency(Set<RevokedSerial> revoked) {
        boolean changed = !emergency.equals(revoked);
        emergency = Set.copyOf(revoked);
        return changed;
    }

    private static Duration notNegative(Duration silence) {
        return silence.isNegative() ? Duration.ZERO : silence;
    }
}
