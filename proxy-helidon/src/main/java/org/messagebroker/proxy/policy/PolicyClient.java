package org.messagebroker.proxy.policy;

import io.micrometer.core.instrument.Counter;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.messagebroker.api.PolicyAnswer;
import org.messagebroker.api.PolicyPoll;
import org.messagebroker.api.ProxyReport;
import org.messagebroker.api.SignedPolicy;
import org.messagebroker.api.TestMessageReport;
import org.messagebroker.service.upstream.Reply;
import org.messagebroker.service.upstream.ServerClient;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks the server for the policy after the one in force, again and again; a question waits at the server until there is news.
 * The next question confirms what the last one brought. Thread-safe.
 */
final class PolicyClient implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(PolicyClient.class);

    private static final int SERVERS_FAULT = 500;

    /** The certificate is unknown, revoked or another's (401, 403). */
    private static final Set<Integer> NOT_ITS_OWN = Set.of(401, 403);

    /** The server is to learn soon whether a new handshake has succeeded, or a test message was accepted. */
    private static final Duration WAIT_IN_A_HURRY = Duration.ofSeconds(1);

    private final ServerClient server;
    private final PolicyConfig config;
    private final Parts parts;
    private final Thread poller;
    private volatile boolean closed;
    private boolean away;

    /** What a client works with. */
    record Parts(
            PolicyHolder holder,
            PolicyKeeper keeper,
            Refusals refusals,
            Reports reports,
            Errands errands,
            BooleanSupplier onTrial,
            Counter missed,
            InstantSource clock) {}

    private PolicyClient(ServerClient server, PolicyConfig config, Parts parts) {
        this.server = server;
        this.config = config;
        this.parts = parts;
        this.poller = Thread.ofVirtual().name("policy").unstarted(this::poll);
    }

    /** Begins to ask. */
    static PolicyClient start(ServerClient server, PolicyConfig config, Parts parts) {
        PolicyClient client = new PolicyClient(server, config, parts);
        client.poller.start();
        return client;
    }

    /** Waits for a policy that is just being kept: an interrupt would keep it from the disk. */
    @Override
    public synchronized void close() {
        closed = true;
        poller.interrupt();
    }

    private void poll() {
        try {
            while (!closed) {
                if (!asked()) {
                    Thread.sleep(config.retryPause());
                }
            }
        } catch (InterruptedException closed) {
            Thread.currentThread().interrupt();
        }
    }

    /** False when it is to be tried again later. A bug must not end the asking. */
    private boolean asked() {
        try {
            return ask();
        } catch (RuntimeException e) {
            LOG.error("the policy could not be asked for", e);
            return false;
        }
    }

    private boolean ask() {
        ProxyReport report = parts.reports().now();
        Optional<TestMessageReport> test = parts.errands().report();
        PolicyPoll poll = new PolicyPoll(parts.holder().version(), waitSeconds(), report, test);
        return switch (server.postForNews("/internal/policy", poll, PolicyAnswer.class)) {
            case Reply.Answered<Optional<PolicyAnswer>>(int _, Optional<PolicyAnswer> answer) -> answered(poll, answer);
            case Reply.Refused<Optional<PolicyAnswer>> refused -> refused(poll, refused);
            case Reply.Unreachable<Optional<PolicyAnswer>>(String reason) -> missed(reason);
        };
    }

    /** What the server does not take is not told again: it would be refused each time, and the policy with it. */
    private boolean refused(PolicyPoll poll, Reply.Refused<Optional<PolicyAnswer>> refused) {
        if (refused.status() < SERVERS_FAULT) {
            poll.test().ifPresent(parts.errands()::taken);
        }
        if (NOT_ITS_OWN.contains(refused.status()) && parts.holder().dismiss()) {
            LOG.error(
                    "the server does not take this proxy for one of its own: {}; no messages are accepted",
                    refused.message());
        }
        return missed("refused with status " + refused.status() + ": " + refused.message());
    }

    private synchronized boolean answered(PolicyPoll poll, Optional<PolicyAnswer> answer) {
        if (closed) {
            return false;
        }
        parts.reports().taken(poll.report());
        poll.test().ifPresent(parts.errands()::taken);
        answer.flatMap(PolicyAnswer::test).ifPresent(parts.errands()::send);
        Optional<SignedPolicy> news = answer.flatMap(PolicyAnswer::news);
        if (news.isPresent() && !accepted(news.get())) {
            return false;
        }
        parts.keeper().heard(parts.clock().instant());
        if (away) {
            away = false;
            LOG.info("the server answers again");
        }
        return true;
    }

    private boolean accepted(SignedPolicy signed) {
        try {
            parts.keeper().accept(signed);
            parts.refusals().good(Refusals.Source.SERVER);
            return true;
        } catch (PolicyFault fault) {
            parts.refusals().refused(Refusals.Source.SERVER, String.valueOf(fault.getMessage()));
            return false;
        }
    }

    private boolean missed(String reason) {
        if (!closed) {
            parts.missed().increment();
        }
        if (!away && !closed) {
            away = true;
            LOG.warn(
                    "the server does not answer for the policy: {}; what is in force stays so within its grace",
                    reason);
        }
        return false;
    }

    private int waitSeconds() {
        boolean hurry = parts.onTrial().getAsBoolean() || parts.errands().isOpen();
        return Math.toIntExact((hurry ? WAIT_IN_A_HURRY : config.pollWait()).toSeconds());
    }
}
