package org.messagebroker.server.policy;

import io.helidon.dbclient.DbExecute;
import io.helidon.webserver.http.HttpService;
import java.time.InstantSource;
import java.util.List;
import java.util.function.BiConsumer;
import org.messagebroker.api.ProxyReport.Negotiated;
import org.messagebroker.server.audit.AuditStore;
import org.messagebroker.server.database.Database;
import org.messagebroker.server.testmessage.TestMessageRoutes;
import org.messagebroker.server.testmessage.TestMessages;
import org.messagebroker.server.user.Authentication;

/** The policy, put together. */
public final class PolicyFeature {

    private final Database database;
    private final PolicyParts parts;
    private final AuditStore audit;
    private final PolicyVersions versions;
    private final PolicyClock clock;
    private final PolicyIssuer issuer;
    private final PolicyNews news;
    private final Proxies proxies;
    private final Admission admission;
    private final TestMessages tests;

    /**
     * Puts it together.
     *
     * @param tests orders of which the proxies are told
     * @param negotiated takes what proxies report of handshakes, in the report's transaction
     */
    public PolicyFeature(
            Database database,
            PolicyVersions versions,
            PolicyParts parts,
            TestMessages tests,
            BiConsumer<DbExecute, List<Negotiated>> negotiated,
            AuditStore audit,
            InstantSource clock) {
        this.database = database;
        this.parts = parts;
        this.audit = audit;
        this.versions = versions;
        this.clock = new PolicyClock(database);
        this.issuer = new PolicyIssuer(database, versions, parts, clock);
        this.tests = tests;
        this.news = new PolicyNews(database, versions, tests);
        this.proxies = new Proxies(database, this.clock, parts.grace(), tests, negotiated, audit, clock);
        this.admission = new Admission(database, versions, clock);
    }

    /** For every route under {@code /internal}. */
    public Admission admission() {
        return admission;
    }

    /** The proxies as they report themselves. */
    public Proxies proxies() {
        return proxies;
    }

    /** {@code /internal/policy}. */
    public HttpService internalRoutes() {
        return new InternalPolicyRoutes(
                admission, new PolicyPolls(database, versions, issuer, news, proxies, tests, audit));
    }

    /** {@code /admin/policy} and {@code /admin/proxies}. */
    public HttpService[] adminRoutes(Authentication authentication) {
        return new HttpService[] {
            new PolicyRoutes(authentication, database, clock, issuer, proxies, parts.grace(), audit),
            new ProxyRoutes(authentication, proxies),
            new TestMessageRoutes(authentication, tests)
        };
    }

    /** Answers every proxy that waits, for the server stops. */
    public void stopWaiting() {
        news.close();
    }
}
