package org.messagebroker.enrolment;

import java.io.UncheckedIOException;
import java.security.KeyPair;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.messagebroker.api.IssuedCertificate;
import org.messagebroker.api.RenewalRequest;
import org.messagebroker.certs.Keys;
import org.messagebroker.certs.Pem;
import org.messagebroker.certs.SigningRequest;
import org.messagebroker.service.Metrics;
import org.messagebroker.service.upstream.Reply;
import org.messagebroker.service.upstream.ServerClient;
import org.messagebroker.settings.Settings;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sees to it that the service's certificate never ends: asks for the next one in time, over the one in force and for a new
 * key, and follows when the authorities change. It only writes files; who uses them takes a change over by himself, without
 * a restart. Where the files cannot be written (a mounted secret), whoever mounts them renews them. Thread-safe.
 */
public final class CertificateKeeper implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(CertificateKeeper.class);
    private static final int PARTS_OF_LIFE = 3;
    private static final double SECONDS_PER_DAY = 86_400;

    private final CertificateFiles files;
    private final RenewalConfig config;
    private final ServerClient server;
    private final RenewalMetrics metrics;
    private final InstantSource clock;
    private final ScheduledExecutorService schedule = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("certificate-keeper").factory());

    private CertificateKeeper(
            CertificateFiles files, RenewalConfig config, ServerClient server, Metrics metrics, InstantSource clock) {
        this.files = files;
        this.config = config;
        this.server = server;
        this.metrics = new RenewalMetrics(metrics, this::daysLeft);
        this.clock = clock;
    }

    /**
     * Begins to keep the certificate of {@code server-cert-path}.
     *
     * @param server called with the certificate in force
     */
    public static CertificateKeeper start(Settings settings, ServerClient server, Metrics metrics) {
        CertificateKeeper keeper = new CertificateKeeper(
                CertificateFiles.of(settings), RenewalConfig.of(settings), server, metrics, InstantSource.system());
        long interval = keeper.config.checkInterval().toMillis();
        var _ = keeper.schedule.scheduleWithFixedDelay(keeper::look, interval, interval, TimeUnit.MILLISECONDS);
        return keeper;
    }

    /** A throw would end the schedule, and with it the certificate's life. */
    private void look() {
        try {
            followAuthorities();
            renewIfDue();
        } catch (RuntimeException failed) {
            metrics.failed();
            LOG.warn("the certificate could not be looked after: {}", failed.getMessage());
        }
    }

    private void renewIfDue() {
        X509Certificate current = files.current();
        if (!isDue(current, clock.instant())) {
            return;
        }
        if (!files.canBeReplaced()) {
            metrics.failed();
            LOG.warn(
                    "the certificate ends at {} and its files cannot be written here; renew it where they come from",
                    current.getNotAfter().toInstant());
            return;
        }
        renew(current);
    }

    private boolean isDue(X509Certificate certificate, Instant now) {
        Instant begin = certificate.getNotBefore().toInstant();
        Instant end = certificate.getNotAfter().toInstant();
        Duration before = config.before().isPositive()
                ? config.before()
                : Duration.between(begin, end).dividedBy(PARTS_OF_LIFE);
        return now.isAfter(end.minus(before));
    }

    private void renew(X509Certificate current) {
        KeyPair keys = Keys.ec();
        String request = SigningRequest.create(keys, "renewal", List.of());
        Reply<IssuedCertificate> reply =
                server.post("/internal/certificates/renew", new RenewalRequest(request), IssuedCertificate.class);
        switch (reply) {
            case Reply.Answered<IssuedCertificate>(int status, IssuedCertificate issued) -> {
                files.replace(Pem.ofPrivateKey(keys.getPrivate()), issued.certificate());
                metrics.renewed();
                LOG.info(
                        "the certificate is renewed and ends at {}",
                        files.current().getNotAfter().toInstant());
            }
            case Reply.Refused<IssuedCertificate> refused -> failed(current, refused.message());
            case Reply.Unreachable<IssuedCertificate> away -> failed(current, away.reason());
        }
    }

    private void failed(X509Certificate current, String reason) {
        metrics.failed();
        LOG.warn(
                "the certificate, which ends at {}, could not be renewed: {}; trying again in {}",
                current.getNotAfter().toInstant(),
                reason,
                config.checkInterval());
    }

    /** Over a connection that the present ones vouch for, so a change is believed only from who is believed already. */
    private void followAuthorities() {
        Optional<String> offered = server.text("/ca.crt");
        if (offered.isPresent() && files.canBeReplaced() && !offered.get().equals(files.trusted())) {
            int roots = Pem.certificates(offered.get()).size();
            files.trust(offered.get());
            LOG.info("the trusted authorities have changed; there are {} now", roots);
        }
    }

    private double daysLeft() {
        try {
            return Duration.between(
                                    clock.instant(),
                                    files.current().getNotAfter().toInstant())
                            .toSeconds()
                    / SECONDS_PER_DAY;
        } catch (UncheckedIOException | IllegalArgumentException unreadable) {
            return Double.NaN;
        }
    }

    @Override
    public void close() {
        schedule.shutdownNow();
    }
}
