package org.messagebroker.proxy.policy;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.messagebroker.api.SignedPolicy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Puts what is verified into force, and keeps it on disk for the next start. Thread-safe. */
final class PolicyKeeper {

    private static final Logger LOG = LoggerFactory.getLogger(PolicyKeeper.class);

    private static final Duration BETWEEN_WRITES = Duration.ofSeconds(10);

    private final PolicyVerifier verifier;
    private final PolicyHolder holder;
    private final PolicyFiles files;
    private final Refusals refusals;
    private Instant kept = Instant.EPOCH;

    PolicyKeeper(PolicyVerifier verifier, PolicyHolder holder, PolicyFiles files, Refusals refusals) {
        this.verifier = verifier;
        this.holder = holder;
        this.files = files;
        this.refusals = refusals;
    }

    /** What was kept before the start; refused like any other when it does not verify. */
    synchronized void load() {
        try {
            files.heard().ifPresent(holder::heardAt);
            Optional<SignedPolicy> kept = files.policy();
            if (kept.isPresent()) {
                holder.put(verifier.verify(kept.get()));
                LOG.info("policy {} is in force, as kept on disk", holder.version());
            }
        } catch (PolicyFault fault) {
            refusals.refused(Refusals.Source.DISK, String.valueOf(fault.getMessage()));
        }
    }

    /** @throws PolicyFault if it is not signed as it must be, or not newer than the one in force */
    synchronized void accept(SignedPolicy signed) throws PolicyFault {
        HeldPolicy policy = verifier.verify(signed);
        holder.put(policy);
        LOG.info("policy {} is in force", holder.version());
        refusals.good(Refusals.Source.DISK);
        try {
            files.trust(policy.authoritiesPem());
            files.keep(signed);
        } catch (IOException e) {
            LOG.error("the policy is in force but cannot be kept for the next start", e);
        }
    }

    /** The server has been heard. What the disk says of it is a little older, so that a start never lengthens the grace. */
    synchronized void heard(Instant at) {
        holder.heardAt(at);
        if (Duration.between(kept, at).abs().compareTo(BETWEEN_WRITES) >= 0) {
            keep(at);
        }
    }

    private void keep(Instant at) {
        kept = at;
        try {
            files.heard(at);
        } catch (IOException e) {
            LOG.error("that the server was heard cannot be kept for the next start", e);
        }
    }
}
