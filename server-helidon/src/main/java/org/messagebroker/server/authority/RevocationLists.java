package org.messagebroker.server.authority;

import io.helidon.dbclient.DbExecute;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.messagebroker.certs.CertificateAuthority;
import org.messagebroker.certs.Revocation;
import org.messagebroker.certs.RevocationList;
import org.messagebroker.server.database.Database;
import org.messagebroker.server.ledger.Ledger;
import org.messagebroker.server.ledger.LedgerEntry;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The revocation list of each authority (RFC 5280, 5): a new one at each revocation, and once a day. It is signed under a lock
 * on the authority's row, so that of several servers one signs at a time. Its number never goes back, not even when the
 * database is restored: it is at least the time in seconds, and every one stands in the ledger. Thread-safe.
 */
public final class RevocationLists {

    private static final Logger LOG = LoggerFactory.getLogger(RevocationLists.class);
    private static final Duration LIFE = Duration.ofDays(7);
    private static final Duration FRESH = Duration.ofDays(1);

    private final Database database;
    private final Authorities authorities;
    private final CrlStore store;
    private final Ledger ledger;
    private final InstantSource clock;
    private final Set<String> compared = ConcurrentHashMap.newKeySet();

    RevocationLists(Database database, Authorities authorities, CrlStore store, Ledger ledger, InstantSource clock) {
        this.database = database;
        this.authorities = authorities;
        this.store = store;
        this.ledger = ledger;
        this.clock = clock;
    }

    /**
     * Signs the next list of an authority, with what this transaction has revoked too. An authority without key gets none.
     */
    public void sign(DbExecute transaction, String authority) {
        store.lockNumber(transaction, authority)
                .ifPresent(number -> key(transaction, authority).ifPresent(key -> sign(transaction, key, number)));
    }

    /** The newest list of each authority that is trusted. */
    public List<RevocationList> newest() {
        return database.read(store::trusted);
    }

    /** The newest list of this authority, a retired one's too. */
    Optional<RevocationList> newest(String authority) {
        return database.read(execute -> store.find(execute, authority)).flatMap(CrlStore.Published::list);
    }

    /** Signs what is due. At the first call also what does not name all that is revoked, as after a restore. */
    void refresh() {
        Instant due = clock.instant().plus(LIFE).minus(FRESH);
        database.read(execute -> store.due(execute, due)).forEach(this::signIfStillDue);
        database.read(authorities::all).stream()
                .map(Authority::id)
                .filter(compared::add)
                .filter(this::isBehind)
                .forEach(id -> database.transaction(transaction -> {
                    sign(transaction, id);
                    return id;
                }));
    }

    private void signIfStillDue(String authority) {
        database.transaction(transaction -> {
            store.lockNumber(transaction, authority);
            Instant due = clock.instant().plus(LIFE).minus(FRESH);
            if (store.due(transaction, due).contains(authority)) {
                sign(transaction, authority);
            }
            return authority;
        });
    }

    private boolean isBehind(String authority) {
        List<Revocation> revoked = database.read(execute -> store.revoked(execute, authority, forgotten()));
        Set<BigInteger> named = newest(authority).stream()
                .flatMap(list -> list.revocations().stream())
                .map(Revocation::serial)
                .collect(Collectors.toSet());
        return !revoked.stream().map(Revocation::serial).allMatch(named::contains);
    }

    private void sign(DbExecute transaction, CertificateAuthority authority, long before) {
        Instant now = clock.instant();
        BigInteger number = BigInteger.valueOf(Math.max(before + 1, now.getEpochSecond()));
        RevocationList list = RevocationList.sign(
                authority, number, now, LIFE, store.revoked(transaction, authority.id(), forgotten()));
        store.save(transaction, authority.id(), list);
        ledger.append(
                LedgerEntry.Kind.CRL_NUMBER, authority.id(), Map.of(LedgerEntry.Detail.NUMBER, number.toString()));
        LOG.info("Revocation list {} of the authority {} is signed", number, authority.id());
    }

    private Optional<CertificateAuthority> key(DbExecute transaction, String authority) {
        return authorities.all(transaction).stream()
                .filter(each -> each.id().equals(authority))
                .flatMap(each -> authorities.opened(each).stream())
                .findFirst();
    }

    /** RFC 5280, 3.3: an entry stays until a list that was signed after the certificate's end has named it. */
    private Instant forgotten() {
        return clock.instant().minus(LIFE);
    }
}
