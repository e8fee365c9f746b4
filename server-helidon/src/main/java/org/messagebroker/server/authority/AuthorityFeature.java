package org.messagebroker.server.authority;

import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import java.security.cert.X509Certificate;
import java.time.InstantSource;
import java.util.List;
import org.messagebroker.server.audit.AuditStore;
import org.messagebroker.server.crypto.MasterKey;
import org.messagebroker.server.database.Database;
import org.messagebroker.server.ledger.Ledger;
import org.messagebroker.server.policy.PolicyVersions;
import org.messagebroker.server.user.Authentication;
import org.messagebroker.service.Service;

/** The certificate authority, put together. */
public final class AuthorityFeature implements HttpService, AutoCloseable {

    private final Database database;
    private final Authorities authorities;
    private final RevocationLists lists;
    private final AuthorityTakeover takeover;
    private final TrustFile file;
    private final TrustReports reports;
    private final Upkeep upkeep;
    private final List<HttpService> routes;

    private AuthorityFeature(
            Database database,
            Authorities authorities,
            RevocationLists lists,
            AuthorityTakeover takeover,
            TrustFile file,
            TrustReports reports,
            Upkeep upkeep,
            List<HttpService> routes) {
        this.database = database;
        this.authorities = authorities;
        this.lists = lists;
        this.takeover = takeover;
        this.file = file;
        this.reports = reports;
        this.upkeep = upkeep;
        this.routes = routes;
    }

    public static AuthorityFeature create(
            Database database,
            AuthorityConfig config,
            MasterKey masterKey,
            Authentication authentication,
            PolicyVersions versions,
            Ledger ledger,
            AuditStore audit,
            InstantSource clock) {
        AuthorityStore store = new AuthorityStore();
        CrlStore crls = new CrlStore();
        TrustFile file = new TrustFile(config.roots());
        Authorities authorities = new Authorities(store, file, masterKey);
        RevocationLists lists = new RevocationLists(database, authorities, crls, ledger, clock);
        TrustReports reports = new TrustReports(database, authorities, clock);
        AuthorityChanges changes = new AuthorityChanges(
                database, store, authorities, new Holders(crls, reports, clock), lists, versions, ledger, audit, clock);
        Upkeep upkeep = new Upkeep();
        return new AuthorityFeature(
                database,
                authorities,
                lists,
                new AuthorityTakeover(config, database, store, authorities, versions, ledger, audit, clock),
                file,
                reports,
                upkeep,
                List.of(
                        new AuthorityRoutes(authentication, changes, upkeep),
                        new PublicRoutes(database, authorities, lists)));
    }

    /** Who is trusted and who issues. */
    public Authorities authorities() {
        return authorities;
    }

    /** What is revoked, as signed lists. */
    public RevocationLists lists() {
        return lists;
    }

    /** Whom proxies and workers trust. */
    public TrustReports reports() {
        return reports;
    }

    /** What is done from time to time. */
    public Upkeep upkeep() {
        return upkeep;
    }

    @Override
    public void routing(HttpRules rules) {
        routes.forEach(each -> each.routing(rules));
    }

    /** Once, when the database is there: before anything is issued, and before the ledger is merged. */
    public void prepare() {
        takeover.takeOverIfThereIsNone();
    }

    /** What is done from time to time may begin: the ledger is merged, so that a list signed now names what it revokes. */
    public void prepared() {
        upkeep.prepared();
    }

    /** From now on this service trusts whom the database says. Call it once, when the service has started. */
    public void follow(Service service) {
        upkeep.add("Trusting the authorities", () -> trust(service));
        upkeep.add("Refreshing the revocation lists", lists::refresh);
        upkeep.add("Forgetting processes that are gone", reports::forget);
        upkeep.begin();
    }

    private void trust(Service service) {
        List<X509Certificate> roots = database.read(authorities::trustedRoots);
        service.tls().ifPresent(tls -> tls.trust(roots));
        file.write(roots);
    }

    @Override
    public void close() {
        upkeep.close();
    }
}
