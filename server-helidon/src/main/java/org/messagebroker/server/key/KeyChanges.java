package org.messagebroker.server.key;

import io.helidon.dbclient.DbExecute;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.messagebroker.api.ErrorCode;
import org.messagebroker.api.KeyName;
import org.messagebroker.api.KeyView;
import org.messagebroker.server.audit.AuditEntry;
import org.messagebroker.server.audit.AuditEntry.Actor;
import org.messagebroker.server.audit.AuditStore;
import org.messagebroker.server.crypto.KeyPurpose;
import org.messagebroker.server.crypto.KeyRing;
import org.messagebroker.server.crypto.KeysInUse;
import org.messagebroker.server.database.Database;
import org.messagebroker.server.policy.PolicyVersions;
import org.messagebroker.server.reencryption.Reencryptions;
import org.messagebroker.service.Problem;

/** New versions of keys, and the end of old ones. Thread-safe. */
final class KeyChanges {

    private final Database database;
    private final KeyRing ring;
    private final Reencryptions reencryptions;
    private final UnsealUse unseal;
    private final PolicyVersions versions;
    private final AuditStore audit;
    private final InstantSource clock;
    private final KeyRecords records = new KeyRecords();

    KeyChanges(
            Database database,
            KeyRing ring,
            Reencryptions reencryptions,
            UnsealUse unseal,
            PolicyVersions versions,
            AuditStore audit,
            InstantSource clock) {
        this.database = database;
        this.ring = ring;
        this.reencryptions = reencryptions;
        this.unseal = unseal;
        this.versions = versions;
        this.audit = audit;
        this.clock = clock;
    }

    List<KeyView> list() {
        return records().stream().map(this::view).toList();
    }

    private List<KeyRecord> records() {
        return database.read(records::all);
    }

    private KeyView view(KeyRecord key) {
        return new KeyView(
                key.purpose().wire(),
                key.version(),
                key.state(),
                key.createdAt(),
                key.supersededAt(),
                key.copiedAt(),
                key.retiredAt(),
                key.isOld() ? obstacle(key) : Optional.empty());
    }

    private Optional<String> obstacle(KeyRecord key) {
        return switch (key.purpose()) {
            case CONTENT, NUMBER_INDEX ->
                database.read(execute -> reencryptions.obstacle(execute, ring.inUse(execute)));
            case UNSEAL -> unseal.obstacle(key, clock.instant());
        };
    }

    /** Makes a version that seals from now on; what is stored is sealed again in the background. */
    KeyName rotate(KeyPurpose purpose, Actor actor) {
        KeyName made = database.transaction(transaction -> {
            KeyName next = new KeyName(purpose.wire(), ring.rotate(transaction, purpose));
            audit.add(transaction, new AuditEntry(actor, "key.rotate", next.toString(), Map.of()));
            switch (purpose) {
                case CONTENT, NUMBER_INDEX -> reencryptions.start(transaction, ring.lock(transaction));
                case UNSEAL -> publish(transaction);
            }
            return next;
        });
        ring.refresh();
        reencryptions.wake();
        return made;
    }

    private void publish(DbExecute transaction) {
        versions.advance(transaction);
        ring.published(transaction, versions.current(transaction));
    }

    /** @throws Problem not_found; conflict while something may need it */
    KeyView retire(KeyPurpose purpose, int version, Actor actor) {
        KeyRecord key = find(purpose, version);
        if (key.retiredAt().isEmpty()) {
            // What is slow to find out, and stays true: nothing comes to name an old unseal key again.
            if (purpose == KeyPurpose.UNSEAL && key.isOld()) {
                refuse(key, unseal.obstacle(key, clock.instant()));
            }
            database.transaction(transaction -> {
                KeysInUse inUse = ring.lock(transaction);
                if (inUse.of(purpose) == version) {
                    refuse(key, Optional.of("it is in use; rotate first"));
                }
                if (purpose != KeyPurpose.UNSEAL) {
                    refuse(key, reencryptions.lockedObstacle(transaction, inUse));
                }
                ring.retire(transaction, purpose, version);
                audit.add(
                        transaction,
                        new AuditEntry(actor, "key.retire", key.name().toString(), Map.of()));
                return key;
            });
            ring.refresh();
        }
        return view(find(purpose, version));
    }

    private static void refuse(KeyRecord key, Optional<String> obstacle) {
        obstacle.ifPresent(reason -> {
            throw Problem.of(ErrorCode.CONFLICT, "The key " + key.name() + " is not retired: " + reason + ".");
        });
    }

    private KeyRecord find(KeyPurpose purpose, int version) {
        return records().stream()
                .filter(key -> key.purpose() == purpose && key.version() == version)
                .findFirst()
                .orElseThrow(() -> Problem.of(ErrorCode.NOT_FOUND, "There is no such key; list them first."));
    }

    /** Notes of which old unseal keys every proxy has learned that they are old. */
    void noteUnused() {
        records().stream()
                .filter(key -> key.isOld() && key.unusedSince().isEmpty())
                .filter(key -> key.publishedWith()
                        .filter(policy -> unseal.users(policy).isEmpty())
                        .isPresent())
                .forEach(key -> database.read(execute -> {
                    records.unused(execute, key.version(), clock.instant());
                    return key;
                }));
    }
}
