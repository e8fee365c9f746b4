package org.messagebroker.server.key;

import io.helidon.dbclient.DbExecute;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.messagebroker.api.ErrorCode;
import org.messagebroker.api.KeyCopyProof;
import org.messagebroker.api.KeyCopyVerdict;
import org.messagebroker.api.KeyCopyView;
import org.messagebroker.api.KeyName;
import org.messagebroker.certs.Passphrase;
import org.messagebroker.server.audit.AuditEntry;
import org.messagebroker.server.audit.AuditEntry.Actor;
import org.messagebroker.server.audit.AuditStore;
import org.messagebroker.server.crypto.KeyCopy;
import org.messagebroker.server.crypto.KeyRing;
import org.messagebroker.server.database.Database;
import org.messagebroker.service.Problem;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Copies of the keys outside the machine, and the warning while there is none. Thread-safe. */
final class KeyCopies {

    private static final Logger LOG = LoggerFactory.getLogger(KeyCopies.class);
    private static final Duration BETWEEN_WARNINGS = Duration.ofHours(6);

    private final Database database;
    private final KeyRing ring;
    private final KeyCopy copy;
    private final AuditStore audit;
    private final InstantSource clock;
    private final KeyRecords records = new KeyRecords();
    private volatile List<KeyName> uncopied = List.of();
    private Instant warned = Instant.MIN;

    KeyCopies(Database database, KeyRing ring, AuditStore audit, InstantSource clock) {
        this.database = database;
        this.ring = ring;
        this.copy = new KeyCopy(ring);
        this.audit = audit;
        this.clock = clock;
    }

    /** Makes a copy. It counts only when somebody confirms that it is where it belongs. */
    KeyCopyView export(Actor actor) {
        ring.refresh();
        List<KeyName> names = copy.names();
        Passphrase passphrase = Passphrase.create();
        String file = copy.encrypt(names, passphrase);
        database.transaction(transaction -> {
            audit.add(transaction, new AuditEntry(actor, "key.export", "", Map.of("keys", names.toString())));
            return names;
        });
        return new KeyCopyView(file, passphrase.text(), names);
    }

    /** @throws Problem validation_error when the copy does not open */
    KeyCopyVerdict verify(KeyCopyProof proof, Actor actor) {
        ring.refresh();
        KeyCopyVerdict verdict = compared(proof);
        database.transaction(transaction -> {
            audit.add(transaction, new AuditEntry(actor, "key.verify", "", Map.of("complete", verdict.complete())));
            return verdict;
        });
        return verdict;
    }

    private KeyCopyVerdict compared(KeyCopyProof proof) {
        try {
            return copy.compare(proof.file(), new Passphrase(proof.passphrase()));
        } catch (IllegalArgumentException notOurs) {
            throw unusable(notOurs);
        }
    }

    private static Problem unusable(IllegalArgumentException why) {
        return Problem.invalid("This is no copy that can be used: " + why.getMessage() + ".");
    }

    /**
     * Takes in keys that the database has not, as after it was restored.
     *
     * @throws Problem validation_error when the copy does not open; conflict when it is that of another server
     */
    List<KeyName> takeIn(KeyCopyProof proof, Actor actor) {
        KeyCopyVerdict verdict = compared(proof);
        if (!verdict.masterKey() || !verdict.different().isEmpty()) {
            throw Problem.of(
                    ErrorCode.CONFLICT,
                    "This copy holds other keys than this server has under the same names, so it is of another server;"
                            + " nothing was taken in.");
        }
        List<KeyName> added = database.transaction(transaction -> {
            ring.lock(transaction);
            List<KeyName> missing = copy.addMissing(transaction, proof.file(), new Passphrase(proof.passphrase()));
            audit.add(transaction, new AuditEntry(actor, "key.import", "", Map.of("keys", missing.toString())));
            return missing;
        });
        ring.refresh();
        look();
        return added;
    }

    /** @throws Problem conflict when there is no such key */
    void confirm(Optional<List<KeyName>> keys, Actor actor) {
        database.transaction(transaction -> {
            List<KeyName> named = keys.orElseGet(() -> lacking(transaction));
            named.forEach(key -> confirm(transaction, key));
            audit.add(transaction, new AuditEntry(actor, "key.copy.confirm", "", Map.of("keys", named.toString())));
            return named;
        });
        look();
    }

    private void confirm(DbExecute transaction, KeyName key) {
        if (!records.copied(transaction, key, clock.instant())) {
            throw Problem.of(ErrorCode.CONFLICT, "There is no key " + key + "; list them first.");
        }
    }

    private List<KeyName> lacking(DbExecute execute) {
        return records.all(execute).stream()
                .filter(KeyRecord::lacksCopy)
                .map(KeyRecord::name)
                .toList();
    }

    /** Looks which keys have no copy, and says so from time to time. */
    synchronized void look() {
        uncopied = database.read(this::lacking);
        Instant now = clock.instant();
        if (!uncopied.isEmpty() && warned.isBefore(now.minus(BETWEEN_WARNINGS))) {
            LOG.warn("{}", warning().orElse(""));
            warned = now;
        }
    }

    /** What an administrator should do at once; as of the last look. */
    Optional<String> warning() {
        return uncopied.isEmpty()
                ? Optional.empty()
                : Optional.of("No copy of these keys is known outside this machine: "
                        + uncopied.stream().map(KeyName::toString).collect(Collectors.joining(", "))
                        + ". If the machine is lost, so is every stored message. Run: ./broker key export --out FILE,"
                        + " and keep the file elsewhere.");
    }

    int uncopied() {
        return uncopied.size();
    }
}
