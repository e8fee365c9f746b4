package org.messagebroker.server.crypto;

import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.messagebroker.server.crypto.EncryptionKeyStore.WrappedKey;
import org.messagebroker.server.database.Database;

/**
 * The data keys: the newest version of a purpose seals, every version opens. Keys that another server added are found
 * when they are first met. Thread-safe.
 */
public final class KeyRing {

    private final MasterKey masterKey;
    private final EncryptionKeyStore store;
    private final Map<Name, DataKey> keys = new ConcurrentHashMap<>();

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
        load();
        Stream.of(KeyPurpose.values())
                .filter(purpose -> versions(purpose).isEmpty())
                .forEach(this::addFirst);
        load();
    }

    private void load() {
        store.all()
                .forEach(found -> keys.computeIfAbsent(
                        new Name(found.purpose(), found.version()),
                        name -> masterKey.unwrap(name.purpose(), name.version(), found.wrapped())));
    }

    private void addFirst(KeyPurpose purpose) {
        DataKey first = DataKey.create(purpose, 1);
        store.addIfAbsent(new WrappedKey(purpose, first.version(), masterKey.wrap(first)));
    }

    DataKey newest(KeyPurpose purpose) {
        List<DataKey> found = versions(purpose);
        if (found.isEmpty()) {
            throw new IllegalStateException("the key ring is not open");
        }
        return found.getLast();
    }

    Optional<DataKey> find(KeyPurpose purpose, int version) {
        Name name = new Name(purpose, version);
        if (!keys.containsKey(name)) {
            load();
        }
        return Optional.ofNullable(keys.get(name));
    }

    private List<DataKey> versions(KeyPurpose purpose) {
        return keys.values().stream()
                .filter(key -> key.purpose() == purpose)
                .sorted(Comparator.comparingInt(DataKey::version))
                .toList();
    }

    private record Name(KeyPurpose purpose, int version) {}
}
