package org.messagebroker.enrolment;

import java.security.KeyPair;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.messagebroker.api.EnrolmentRequest;
import org.messagebroker.api.EnrolmentToken;
import org.messagebroker.api.IssuedCertificate;
import org.messagebroker.certs.Keys;
import org.messagebroker.certs.Pem;
import org.messagebroker.certs.SigningRequest;
import org.messagebroker.enrolment.CertificateFiles.Pending;
import org.messagebroker.service.StartException;
import org.messagebroker.service.tls.Peer;
import org.messagebroker.settings.Settings;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A new service's first certificate. The token says which authority to believe, so that nobody can pose as the server; the
 * private key is made here and goes nowhere. A repeat after a crash asks with the same key and gets the same certificate.
 */
public final class Enrolment {

    private static final Logger LOG = LoggerFactory.getLogger(Enrolment.class);
    private static final Duration BETWEEN_TRIES = Duration.ofSeconds(2);

    private final EnrolmentConfig config;
    private final Peer.Role role;
    private final InstantSource clock;

    private Enrolment(EnrolmentConfig config, Peer.Role role, InstantSource clock) {
        this.config = config;
        this.role = role;
        this.clock = clock;
    }

    /**
     * Gets the certificate if the service has none and was given a token; returns when its files are there, and waits for a
     * server that is away as long as the token is good.
     *
     * @throws StartException when the token is refused, or somebody else answers in the server's place
     */
    public static void joinIfNew(Settings settings, Peer.Role role) {
        EnrolmentConfig config = EnrolmentConfig.of(settings, role == Peer.Role.PROXY);
        if (config.files().canBeReplaced()) {
            config.files().mend();
        }
        if (config.files().exist()) {
            return;
        }
        config.token().ifPresent(token -> new Enrolment(config, role, InstantSource.system()).join(token));
    }

    private void join(EnrolmentToken token) {
        requireFitting(token);
        LOG.info("joining as {} {} at {}", role.wire(), token.name(), config.server());
        Optional<IssuedCertificate> issued = attempt(token);
        while (issued.isEmpty()) {
            pause(token);
            issued = attempt(token);
        }
        keep(issued.get());
        LOG.info(
                "joined as {} {}; the token is used up and can be removed from the settings",
                role.wire(),
                token.name());
    }

    private void requireFitting(EnrolmentToken token) {
        if (!token.role().equals(role.wire())) {
            throw new StartException("the enrolment token is for a " + token.role() + ", and this is a " + role.wire()
                    + "; ask for another");
        }
    }

    /** Empty when the server does not answer. */
    private Optional<IssuedCertificate> attempt(EnrolmentToken token) {
        try {
            JoinCall call = new JoinCall(config.server(), config.timeout());
            String root = call.pinnedRoot(token.authorityFingerprint());
            return Optional.of(
                    call.enrol(new EnrolmentRequest(token.text(), pending(token).request()), root));
        } catch (ServerAwayException away) {
            LOG.warn("the server cannot be asked for a certificate yet: {}", away.getMessage());
            return Optional.empty();
        }
    }

    private Pending pending(EnrolmentToken token) {
        return config.files().pending().orElseGet(() -> {
            KeyPair keys = Keys.ec();
            Pending asked = new Pending(
                    Pem.ofPrivateKey(keys.getPrivate()), SigningRequest.create(keys, token.name(), config.hosts()));
            config.files().keep(asked);
            return asked;
        });
    }

    private void keep(IssuedCertificate issued) {
        String key = config.files().pending().orElseThrow().key();
        config.files().trust(issued.authorities());
        config.files().replace(key, issued.certificate());
        config.files().forgetPending();
    }

    private void pause(EnrolmentToken token) {
        Instant now = clock.instant();
        if (now.isAfter(token.expiresAt())) {
            throw new StartException("the enrolment token ended at " + token.expiresAt()
                    + " before the server could be asked; ask for another");
        }
        try {
            Thread.sleep(BETWEEN_TRIES);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StartException("stopped while waiting for the server", e);
        }
    }
}
