package org.messagebroker.server.crypto;

import io.helidon.dbclient.DbExecute;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.messagebroker.api.PolicyVersion;
import org.messagebroker.server.crypto.EncryptionKeyStore.WrappedKey;
import org.messagebroker.server.database.Database;

/**
 * The data keys: one version of a purpose seals, every version opens until it is retired. Keys that another server added
 * are found when they are first met, and {@link #sealing} lets nothing be stored under a version that another server has
 * followed by a newer one. Thread-safe. Decision: docs/decisions/2026-11-25-key-rotation.md.
 */
public final class KeyRing {

    private static final int MAX_TRIES = 8;

    private final MasterKey masterKey;
    private final EncryptionKeyStore store;
    private volatile Held held = new Held(KeysInUse.NONE, Map.of());

    private KeyRing(MasterKey masterKey, EncryptionKeyStore store) {
        this.masterKey = masterKey;
        this.store = store;
    }

    /** Asks nothing of the database yet. */
    public static KeyRing create(MasterKey masterKey, Database database, InstantSource clock) {
        return new KeyRing(masterKey, new EncryptionKeyStore(database, clock));
    }

    /**
     * Unwraps the database's keys, making the first ones in a new database.
     *
     * @throws MasterKeyException when they were wrapped under another master key
     */
    public void open() {
        refresh();
        Stream.of(KeyPurpose.values())
                .filter(purpose -> versions(purpose).isEmpty())
                .forEach(this::addFirst);
        refresh();
    }

    /** Looks for versions that another server added or retired. */
    public synchronized void refresh() {
        EncryptionKeyStore.Stored stored = store.read();
        Map<Name, DataKey> keys = new HashMap<>();
        for (WrappedKey found : stored.keys()) {
            Name name = new Name(found.purpose(), found.version());
            DataKey known = held.keys().get(name);
            keys.put(name, known == null ? masterKey.unwrap(found.purpose(), found.version(), found.wrapped()) : known);
        }
        held = new Held(stored.inUse(), Map.copyOf(keys));
    }

    private void addFirst(KeyPurpose purpose) {
        DataKey first = DataKey.create(purpose, 1);
        store.addIfAbsent(wrapped(first));
    }

    private WrappedKey wrapped(DataKey key) {
        return new WrappedKey(key.purpose(), key.version(), masterKey.wrap(key));
    }

    /**
     * Does work that seals and stores: it is done again, with the newer keys, when they were rotated before its
     * transaction had begun. The work seals first or inside its transaction, and that transaction begins with
     * {@link KeysInUse#hold}.
     *
     * <p>Why that is enough: versions only go up and this server never knows one before the database. So what was sealed
     * between the look that gave the versions and a transaction that still finds them is sealed under exactly these.
     */
    public <T> T sealing(Function<KeysInUse, T> work) {
        for (int tried = 1; ; tried++) {
            try {
                return work.apply(held.inUse());
            } catch (OutdatedKeysException rotated) {
                if (tried == MAX_TRIES) {
                    throw rotated;
                }
                refresh();
            }
        }
    }

    /**
     * Makes the next version, which seals from the commit on at every server.
     *
     * @return the version
     */
    public int rotate(DbExecute transaction, KeyPurpose purpose) {
        int before = store.lock(transaction).of(purpose);
        DataKey next = DataKey.create(purpose, store.highest(transaction, purpose) + 1);
        store.use(transaction, wrapped(next), before);
        return next.version();
    }

    /** Whether there is, or was, a version of this name. */
    boolean hasEverHad(DbExecute execute, DataKey key) {
        return store.exists(execute, key.purpose(), key.version());
    }

    /** Adds a version that only opens, as from a copy that is younger than a restored database. */
    void addOld(DbExecute transaction, DataKey key) {
        store.addOld(transaction, wrapped(key));
    }

    /** Notes with which policy proxies learn of the unseal key that {@link #rotate} has made in this transaction. */
    public void published(DbExecute transaction, PolicyVersion policy) {
        store.published(transaction, policy);
    }

    /** The versions in use, which nobody seals under or rotates until the end of the transaction. */
    public KeysInUse lock(DbExecute transaction) {
        return store.lock(transaction);
    }

    /** The versions in use, as the database says at this moment. */
    public KeysInUse inUse(DbExecute execute) {
        return store.inUse(execute);
    }

    /** Forgets a version for ever. The caller has made sure that nothing is sealed under it. */
    public void retire(DbExecute transaction, KeyPurpose purpose, int version) {
        store.retire(transaction, purpose, version);
    }

    /** What proxies seal to, as the database says at this moment. */
    DataKey published(DbExecute execute) {
        int version = inUse(execute).unseal();
        return find(KeyPurpose.UNSEAL, version)
                .orElseThrow(() -> new IllegalStateException("the unseal key in use, " + version + ", is missing"));
    }

    DataKey inUse(KeyPurpose purpose) {
        Held now = held;
        DataKey key = now.keys().get(new Name(purpose, now.inUse().of(purpose)));
        if (key == null) {
            throw new IllegalStateException("the key ring is not open");
        }
        return key;
    }

    Optional<DataKey> find(KeyPurpose purpose, int version) {
        Name name = new Name(purpose, version);
        if (!held.keys().containsKey(name)) {
            refresh();
        }
        return Optional.ofNullable(held.keys().get(name));
    }

    /** Every version that opens. */
    List<DataKey> versions(KeyPurpose purpose) {
        return all().filter(key -> key.purpose() == purpose).toList();
    }

    /** Every key that opens. */
    Stream<DataKey> all() {
        return held.keys().values().stream();
    }

    MasterKey masterKey() {
        return masterKey;
    }

    private record Name(KeyPurpose purpose, int version) {}

    private record Held(KeysInUse inUse, Map<Name, DataKey> keys) {}
}
