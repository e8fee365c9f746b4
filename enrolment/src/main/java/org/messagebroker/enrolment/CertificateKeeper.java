package org.messagebroker.enrolment;

import java.io.UncheckedIOException;
import java.security.KeyPair;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.messagebroker.api.IssuedCertificate;
import org.messagebroker.api.RenewalRequest;
import org.messagebroker.certs.Keys;
import org.messagebroker.certs.Pem;
import org.messagebroker.certs.SigningRequest;
import org.messagebroker.enrolment.CertificateFiles.Pending;
import org.messagebroker.service.Metrics;
import org.messagebroker.service.upstream.Reply;
import org.messagebroker.service.upstream.ServerClient;
import org.messagebroker.settings.Settings;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sees to it that the service's certificate never ends: asks for the next one in time, and when another authority issues than
 * the one it came from; over the one in force and for a new key. Follows when the authorities change. It only writes files;
 * who uses them takes a change over by himself, without a restart. Where the files cannot be written (a mounted secret),
 * whoever mounts them renews them. Thread-safe.
 */
public final class CertificateKeeper implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(CertificateKeeper.class);
    private static final int PARTS_OF_LIFE = 3;
    private static final double SECONDS_PER_DAY = 86_400;
    private static final int FIRST_REFUSAL = 400;
    private static final int FIRST_FAILURE = 500;

    private final CertificateFiles files;
    private final RenewalConfig config;
    private final ServerClient server;
    private final RenewalMetrics metrics;
    private final InstantSource clock;
    private final TrustFollower follower;
    private final Complaint complaint = new Complaint();
    private final ScheduledExecutorService schedule = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("certificate-keeper").factory());

    private CertificateKeeper(
            CertificateFiles files, RenewalConfig config, ServerClient server, Metrics metrics, InstantSource clock) {
        this.files = files;
        this.config = config;
        this.server = server;
        this.metrics = new RenewalMetrics(metrics, this::daysLeft);
        this.clock = clock;
        this.follower = new TrustFollower(files, server);
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
            renewIfDue(follower.look());
        } catch (RuntimeException failed) {
            metrics.failed();
            complaint.say("the certificate could not be looked after: " + failed.getMessage(), failed);
        }
    }

    /** @param outdated whether another authority issues than the one it came from */
    private void renewIfDue(boolean outdated) {
        X509Certificate current = files.current();
        if (!outdated && !isDue(current, clock.instant())) {
            return;
        }
        if (files.canBeReplaced()) {
            renew(current);
        } else {
            failed(current, "its files cannot be written here; renew it where they come from");
        }
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
        Pending asked = files.pending().orElseGet(this::ask);
        Reply<IssuedCertificate> reply = server.post(
                "/internal/certificates/renew", new RenewalRequest(asked.request()), IssuedCertificate.class);
        switch (reply) {
            case Reply.Answered<IssuedCertificate>(int _, IssuedCertificate issued) -> take(asked, issued);
            case Reply.Refused<IssuedCertificate> refused -> {
                forgetIfRefusedForGood(refused);
                failed(current, refused.message());
            }
            case Reply.Unreachable<IssuedCertificate> away -> failed(current, away.reason());
        }
    }

    /** On disk before it is sent: when the answer is lost, the repeat gets the same certificate. */
    private Pending ask() {
        KeyPair keys = Keys.ec();
        Pending asked =
                new Pending(Pem.ofPrivateKey(keys.getPrivate()), SigningRequest.create(keys, "renewal", List.of()));
        files.keep(asked);
        return asked;
    }

    private void take(Pending asked, IssuedCertificate issued) {
        files.replace(asked.key(), issued.certificate());
        files.forgetPending();
        metrics.renewed();
        complaint.over();
        LOG.info(
                "the certificate is renewed and ends at {}",
                files.current().getNotAfter().toInstant());
    }

    /** A server that fails may have issued; one that refuses has not, and may do so because of the request. */
    private void forgetIfRefusedForGood(Reply.Refused<IssuedCertificate> refused) {
        if (refused.status() >= FIRST_REFUSAL && refused.status() < FIRST_FAILURE) {
            files.forgetPending();
        }
    }

    private void failed(X509Certificate current, String reason) {
        metrics.failed();
        complaint.say("the certificate, which ends at " + current.getNotAfter().toInstant() + ", could not be renewed: "
                + reason + "; it is tried again every " + config.checkInterval());
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
