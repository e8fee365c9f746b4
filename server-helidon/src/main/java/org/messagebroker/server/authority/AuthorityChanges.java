package org.messagebroker.server.authority;

import io.helidon.dbclient.DbExecute;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.messagebroker.api.AuthorityView;
import org.messagebroker.api.ErrorCode;
import org.messagebroker.api.NewAuthority;
import org.messagebroker.certs.CertificateAuthority;
import org.messagebroker.certs.EncryptedKey;
import org.messagebroker.certs.KeyKind;
import org.messagebroker.certs.Passphrase;
import org.messagebroker.certs.Pem;
import org.messagebroker.server.audit.AuditEntry;
import org.messagebroker.server.audit.AuditEntry.Actor;
import org.messagebroker.server.audit.AuditStore;
import org.messagebroker.server.database.Database;
import org.messagebroker.server.ledger.Ledger;
import org.messagebroker.server.ledger.LedgerEntry;
import org.messagebroker.server.policy.PolicyVersions;
import org.messagebroker.service.Problem;

/** The change from one authority to the next without an interruption: a new one, then activate it, then retire the old. */
final class AuthorityChanges {

    private static final int NAMED = 50;

    private final Database database;
    private final AuthorityStore store;
    private final Authorities authorities;
    private final Holders holders;
    private final RevocationLists lists;
    private final PolicyVersions versions;
    private final Ledger ledger;
    private final AuditStore audit;
    private final InstantSource clock;

    AuthorityChanges(
            Database database,
            AuthorityStore store,
            Authorities authorities,
            Holders holders,
            RevocationLists lists,
            PolicyVersions versions,
            Ledger ledger,
            AuditStore audit,
            InstantSource clock) {
        this.database = database;
        this.store = store;
        this.authorities = authorities;
        this.holders = holders;
        this.lists = lists;
        this.versions = versions;
        this.ledger = ledger;
        this.audit = audit;
        this.clock = clock;
    }

    List<AuthorityView> list() {
        return database.read(execute -> store.all(execute).stream()
                .map(authority -> holders.view(execute, authority))
                .toList());
    }

    /** Makes one, trusted at once; the root's key is in the answer and nowhere else. */
    NewAuthority create(KeyKind kind, Actor actor) {
        CertificateAuthority.Founded founded = CertificateAuthority.found(Authority.TRUST_DOMAIN, kind, clock);
        Passphrase passphrase = Passphrase.create();
        Authority added = database.transaction(transaction -> add(transaction, founded.authority(), actor));
        return new NewAuthority(
                added.id(),
                added.state().wire(),
                Holders.end(added),
                Pem.ofCertificates(List.of(added.root())),
                EncryptedKey.encrypt(founded.rootKey(), passphrase),
                passphrase.text());
    }

    private Authority add(DbExecute transaction, CertificateAuthority made, Actor actor) {
        audit.add(transaction, new AuditEntry(actor, "authority.create", made.id(), Map.of()));
        // Before the row, which says from which policy on proxies know of it.
        versions.advance(transaction);
        Authority authority = Authority.of(
                made, AuthorityState.STANDBY, authorities.sealed(made), versions.current(transaction), clock.instant());
        store.add(transaction, authority);
        lists.sign(transaction, authority.id());
        return authority;
    }

    /** @throws Problem not_found; conflict when it is retired, or a connected proxy or worker does not trust it yet */
    AuthorityView activate(String id, boolean force, Actor actor) {
        return database.transaction(transaction -> {
            List<Authority> all = store.lock(transaction);
            Authority next = find(all, id);
            if (next.state() != AuthorityState.ACTIVE) {
                requireNotRetired(next);
                requireTrusted(transaction, next, force);
                all.stream()
                        .filter(authority -> authority.state() == AuthorityState.ACTIVE)
                        .forEach(before -> change(transaction, before, AuthorityState.TRUSTED));
                change(transaction, next, AuthorityState.ACTIVE);
                audit.add(transaction, new AuditEntry(actor, "authority.activate", id, Map.of("force", force)));
                versions.advance(transaction);
            }
            return view(transaction, id);
        });
    }

    /**
     * Ends the trust in an authority. The answer names whom that has cut off: nobody, unless it was forced.
     *
     * @throws Problem not_found; conflict when it issues, or holders still need it
     */
    AuthorityView retire(String id, boolean force, Actor actor) {
        return database.transaction(transaction -> {
            Authority old = find(store.lock(transaction), id);
            List<String> needing = holders.needing(transaction, id);
            if (old.state() != AuthorityState.RETIRED) {
                requireIdle(old);
                requireUnneeded(needing, force);
                retire(transaction, old, needing, actor);
            }
            return holders.view(transaction, find(store.all(transaction), id), needing);
        });
    }

    private void retire(DbExecute transaction, Authority old, List<String> cutOff, Actor actor) {
        int revoked = holders.revokeAll(transaction, old.id(), clock.instant());
        change(transaction, old, AuthorityState.RETIRED);
        store.forgetKey(transaction, old.id());
        ledger.append(LedgerEntry.Kind.AUTHORITY_RETIRED, old.id(), Map.of());
        Map<String, Object> details = Map.of("revoked", revoked, "cut_off", cutOff.size(), "holders", named(cutOff));
        audit.add(transaction, new AuditEntry(actor, "authority.retire", old.id(), details));
        versions.advance(transaction);
    }

    private static List<String> named(List<String> holders) {
        return holders.stream().limit(NAMED).toList();
    }

    private AuthorityView view(DbExecute transaction, String id) {
        return holders.view(transaction, find(store.all(transaction), id));
    }

    private void change(DbExecute transaction, Authority authority, AuthorityState state) {
        store.change(transaction, authority.id(), state, clock.instant());
    }

    private static Authority find(List<Authority> all, String id) {
        return all.stream()
                .filter(authority -> authority.id().equals(id))
                .findFirst()
                .orElseThrow(() -> Problem.of(ErrorCode.NOT_FOUND, "No authority has this id."));
    }

    private static void requireNotRetired(Authority authority) {
        if (!authority.isTrusted()) {
            throw conflict("This authority is retired, and there is no way back; make a new one.");
        }
    }

    private static void requireIdle(Authority authority) {
        if (authority.state() == AuthorityState.ACTIVE) {
            throw conflict("This authority issues; activate another one first.");
        }
    }

    private void requireTrusted(DbExecute transaction, Authority authority, boolean force) {
        List<String> unconfirmed = holders.unconfirmed(transaction, authority);
        if (!force && !unconfirmed.isEmpty()) {
            throw conflict("Not all that are connected trust this authority yet: " + String.join(", ", unconfirmed)
                            + ". They learn of it within seconds; where ca.crt cannot be written, replace it."
                            + " Wait, or say force, which cuts them off.")
                    .with("unconfirmed", unconfirmed);
        }
    }

    private static void requireUnneeded(List<String> needing, boolean force) {
        if (!force && !needing.isEmpty()) {
            throw conflict(
                            "This authority is still needed by " + needing.size() + ": "
                                    + String.join(", ", named(needing)) + (needing.size() > NAMED ? ", …" : "")
                                    + ". Renew their certificates, or revoke those not in use, or say force, which cuts them off.")
                    .with("holders", named(needing))
                    .with("count", needing.size());
        }
    }

    private static Problem conflict(String message) {
        return Problem.of(ErrorCode.CONFLICT, message);
    }
}
