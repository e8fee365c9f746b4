package org.messagebroker.server.mail;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.messagebroker.server.crypto.MasterKeyException;
import org.messagebroker.server.mail.MailStore.Waiting;
import org.messagebroker.service.Metrics;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends what waits, one mail at a time. What the mail server does not take is tried again after half a
 * minute, then after twice as long each time, for as long as it is of use to its reader. Several servers share the work;
 * one that dies in the middle leaves its mail to the others, so a mail may come twice and is never lost.
 */
final class MailDelivery {

    private static final Logger LOG = LoggerFactory.getLogger(MailDelivery.class);
    /** Longer than {@link Smtp} can take. */
    private static final Duration LEASE = Duration.ofMinutes(5);

    private static final Duration FIRST_RETRY = Duration.ofSeconds(30);
    private static final int LONGEST_DOUBLING = 7;

    private final MailStore store;
    private final Smtp smtp;
    private final Metrics metrics;
    private final InstantSource clock;

    MailDelivery(MailStore store, Smtp smtp, Metrics metrics, InstantSource clock) {
        this.store = store;
        this.smtp = smtp;
        this.metrics = metrics;
        this.clock = clock;
    }

    /** Whatever waits now. */
    void sendAll() {
        for (Optional<Waiting> mail = store.claim(LEASE); mail.isPresent(); mail = store.claim(LEASE)) {
            send(mail.get());
        }
        store.forgetOld();
    }

    private void send(Waiting mail) {
        try {
            if (clock.instant().isBefore(mail.expiresAt())) {
                smtp.send(mail.recipient(), store.letter(mail));
                store.sent(mail.id());
                count("sent");
            } else {
                giveUp(mail, "it came too late to be of use");
            }
        } catch (MailFault fault) {
            failed(mail, fault);
        } catch (MasterKeyException altered) {
            giveUp(mail, "it was altered, or sealed under another master key");
        }
    }

    private void failed(Waiting mail, MailFault fault) {
        Instant next =
                clock.instant().plus(FIRST_RETRY.multipliedBy(1L << Math.min(mail.attempt() - 1, LONGEST_DOUBLING)));
        if (fault.isPermanent() || next.isAfter(mail.expiresAt())) {
            giveUp(mail, fault.told());
        } else {
            store.tryAgain(mail.id(), next, fault.told());
            LOG.warn("Mail {} is tried again at {}: {}", mail.id(), next, fault.told());
            count("retried");
        }
    }

    private void giveUp(Waiting mail, String why) {
        store.givenUp(mail.id(), why);
        LOG.error("Mail {} is given up: {}", mail.id(), why);
        count("given_up");
    }

    private void count(String result) {
        metrics.counter("main_server_mails_total", "Mails, by what became of them", "result", result)
                .increment();
    }
}
