package org.messagebroker.server.authority;

import java.time.InstantSource;
import org.messagebroker.server.audit.AuditStore;
import org.messagebroker.server.crypto.MasterKey;
import org.messagebroker.server.database.Database;
import org.messagebroker.server.ledger.Ledger;
import org.messagebroker.server.policy.PolicyVersions;

/** The certificate authority, put together. */
public final class AuthorityFeature {

    private final Authorities authorities;
    private final AuthorityTakeover takeover;

    private AuthorityFeature(Authorities authorities, AuthorityTakeover takeover) {
        this.authorities = authorities;
        this.takeover = takeover;
    }

    public static AuthorityFeature create(
            Database database,
            AuthorityConfig config,
            MasterKey masterKey,
            PolicyVersions versions,
            Ledger ledger,
            AuditStore audit,
            InstantSource clock) {
        AuthorityStore store = new AuthorityStore();
        Authorities authorities = new Authorities(store, new TrustFile(config.roots()), masterKey);
        return new AuthorityFeature(
                authorities,
                new AuthorityTakeover(config, database, store, authorities, versions, ledger, audit, clock));
    }

    /** Who is trusted and who issues. */
    public Authorities authorities() {
        return authorities;
    }

    /** Once, when the database is there: before anything is issued. */
    public void prepare() {
        takeover.takeOverIfThereIsNone();
    }
}
