package org.messagebroker.server.policy;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.messagebroker.api.PolicyAnswer;
import org.messagebroker.api.PolicyPoll;
import org.messagebroker.api.PolicyVersion;
import org.messagebroker.api.SignedPolicy;
import org.messagebroker.api.TestMessageOrder;
import org.messagebroker.server.audit.AuditEntry;
import org.messagebroker.server.audit.AuditEntry.Actor;
import org.messagebroker.server.audit.AuditStore;
import org.messagebroker.server.database.Database;
import org.messagebroker.server.testmessage.TestMessages;
import org.messagebroker.service.Problem;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Answers proxies that ask for the policy after the one they obey, and gives out what they are to do. Thread-safe. */
final class PolicyPolls {

    private static final Logger LOG = LoggerFactory.getLogger(PolicyPolls.class);
    private static final int LONGEST_WAIT = 30;
    /** Far above every time in seconds, and far below what would overflow. */
    private static final long HIGHEST_EPOCH = 1L << 48;

    private final Database database;
    private final PolicyVersions versions;
    private final PolicyIssuer issuer;
    private final PolicyNews news;
    private final Proxies proxies;
    private final TestMessages tests;
    private final AuditStore audit;

    PolicyPolls(
            Database database,
            PolicyVersions versions,
            PolicyIssuer issuer,
            PolicyNews news,
            Proxies proxies,
            TestMessages tests,
            AuditStore audit) {
        this.database = database;
        this.versions = versions;
        this.issuer = issuer;
        this.news = news;
        this.proxies = proxies;
        this.tests = tests;
        this.audit = audit;
    }

    /** Blocks as long as the proxy will wait; empty when there is nothing to tell it by then. */
    Optional<PolicyAnswer> poll(String proxy, PolicyPoll poll) {
        requireSensible(poll.after());
        proxies.heard(proxy, poll);
        poll.test().ifPresent(report -> tests.reported(proxy, report));
        Optional<SignedPolicy> later = later(proxy, poll);
        Optional<TestMessageOrder> test = news.takeOrder(proxy) ? tests.fetch(proxy) : Optional.empty();
        return later.isPresent() || test.isPresent() ? Optional.of(PolicyAnswer.of(later, test)) : Optional.empty();
    }

    private Optional<SignedPolicy> later(String proxy, PolicyPoll poll) {
        PolicyVersion current = database.read(versions::current);
        if (poll.after().isAfter(current)) {
            return Optional.of(issuer.atLeast(restored(proxy, poll.after())).signed());
        }
        if (current.isAfter(poll.after())) {
            return Optional.of(issuer.atLeast(current).signed());
        }
        Duration wait = Duration.ofSeconds(Math.clamp(poll.waitSeconds(), 0, LONGEST_WAIT));
        boolean later = news.awaitAfter(poll.after(), proxy, wait);
        proxies.answered(proxy);
        return later ? Optional.of(issuer.atLeast(next(poll.after())).signed()) : Optional.empty();
    }

    private static PolicyVersion next(PolicyVersion version) {
        return new PolicyVersion(version.epoch(), version.number() + 1);
    }

    private static void requireSensible(PolicyVersion after) {
        if (after.epoch() < 0 || after.number() < 0 || after.epoch() > HIGHEST_EPOCH) {
            throw Problem.invalidField("after", "is not the version of a policy");
        }
    }

    /** The proxy knows a later policy than the database: the database is older than the policies it has given out. */
    private PolicyVersion restored(String proxy, PolicyVersion known) {
        return database.transaction(transaction -> {
            PolicyVersion before = versions.awaitCurrent(transaction);
            if (!known.isAfter(before)) {
                return before;
            }
            versions.beginEpoch(transaction, known.epoch());
            PolicyVersion now = versions.current(transaction);
            audit.add(
                    transaction,
                    new AuditEntry(
                            Actor.SYSTEM,
                            "policy.epoch",
                            now.toString(),
                            Map.of("before", before.toString(), "known", known.toString(), "proxy", proxy)));
            LOG.warn(
                    "The proxy {} obeys policy {}, which is later than the database's {}: the database was restored."
                            + " Policy {} begins a new epoch",
                    proxy,
                    known,
                    before,
                    now);
            return now;
        });
    }
}
