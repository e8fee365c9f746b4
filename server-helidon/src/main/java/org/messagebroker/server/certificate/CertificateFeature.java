package org.messagebroker.server.certificate;

import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.messagebroker.api.CertificateView;
import org.messagebroker.certs.Role;
import org.messagebroker.server.audit.AuditStore;
import org.messagebroker.server.authority.Authorities;
import org.messagebroker.server.authority.AuthorityConfig;
import org.messagebroker.server.authority.AuthorityFeature;
import org.messagebroker.server.database.Database;
import org.messagebroker.server.ledger.Ledger;
import org.messagebroker.server.policy.PolicyVersions;
import org.messagebroker.server.user.Authentication;
import org.messagebroker.service.Metrics;
import org.messagebroker.service.Service;

/** Certificates, put together. */
public final class CertificateFeature implements HttpService {

    private final HttpService routes;
    private final CertificateList list;
    private final CertificateStore store;
    private final Issuer issuer;
    private final RevokeService revoking;
    private final KeptCertificate own;
    private final Optional<KeptCertificate> portal;
    private final CertificateCounters counters;
    private final AuthorityFeature authority;

    private CertificateFeature(
            HttpService routes,
            CertificateList list,
            CertificateStore store,
            Issuer issuer,
            RevokeService revoking,
            KeptCertificate own,
            Optional<KeptCertificate> portal,
            CertificateCounters counters,
            AuthorityFeature authority) {
        this.routes = routes;
        this.list = list;
        this.store = store;
        this.issuer = issuer;
        this.revoking = revoking;
        this.own = own;
        this.portal = portal;
        this.counters = counters;
        this.authority = authority;
    }

    public static CertificateFeature create(
            Database database,
            AuthorityFeature authority,
            AuthorityConfig config,
            Authentication authentication,
            PolicyVersions versions,
            Ledger ledger,
            AuditStore audit,
            Metrics metrics,
            InstantSource clock) {
        Authorities authorities = authority.authorities();
        CertificateStore store = new CertificateStore();
        CertificateCounters counters = new CertificateCounters(metrics);
        Issuer issuer = new Issuer(authorities, store, clock);
        Revoker revoker = new Revoker(store, authority.lists(), ledger, clock);
        RevokeService revoking = new RevokeService(database, store, revoker, versions, audit, counters, clock);
        Kept kept = (role, file) ->
                new KeptCertificate(role, file, database, authorities, store, issuer, versions, audit, counters, clock);
        CertificateList list = new CertificateList(database, authorities, store, clock);
        return new CertificateFeature(
                new CertificateRoutes(
                        authentication,
                        new IssueService(
                                database, authorities, store, issuer, revoker, versions, audit, counters, clock),
                        revoking,
                        new VerifyService(database, authorities, store, clock),
                        list,
                        new Handover(database, authorities),
                        clock),
                list,
                store,
                issuer,
                revoking,
                kept.of(Role.SERVER, config.serverCertificate()),
                config.portalCertificate().map(file -> kept.of(Role.PORTAL, file)),
                counters,
                authority);
    }

    @Override
    public void routing(HttpRules rules) {
        routes.routing(rules);
    }

    /** What ends within so many days, or has lately, the first to end first. */
    public List<CertificateView> expiring(int days) {
        return list.expiring(days);
    }

    public CertificateStore store() {
        return store;
    }

    public Issuer issuer() {
        return issuer;
    }

    public CertificateCounters counters() {
        return counters;
    }

    /** From now on ended overlaps are revoked, and this service's certificate, and that of a portal beside it, are renewed in time. */
    public void follow(Service service) {
        authority.upkeep().add("Ending overlaps", revoking::endOverlaps);
        authority.upkeep().add("Keeping this server's certificate", () -> own.keep(service));
        portal.ifPresent(kept -> authority.upkeep().add("Keeping the portal's certificate", kept::keepFile));
    }

    private interface Kept {
        KeptCertificate of(Role role, Path file);
    }
}
