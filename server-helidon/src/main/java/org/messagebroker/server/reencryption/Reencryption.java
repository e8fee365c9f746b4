package org.messagebroker.server.reencryption;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Predicate;
import org.messagebroker.server.crypto.KeyRing;
import org.messagebroker.server.crypto.KeysInUse;
import org.messagebroker.server.database.Database;
import org.messagebroker.server.reencryption.PassStore.Progress;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One server's part in a pass over everything stored: dead letters, then messages, in the order of their keys, some at a
 * time. A step looks at the rows behind the position. If some stand under older keys, it replaces them, each only if it is
 * still what was read; only if none do, the position moves behind them. So what lies before the position has been seen
 * under the keys in use, whoever died or wrote meanwhile. Not thread-safe: each instance is one worker.
 */
final class Reencryption {

    private static final Logger LOG = LoggerFactory.getLogger(Reencryption.class);
    private static final List<SealedTable> TABLES = List.of(new DeadLetterRows(), new MessageRows());

    private final Database database;
    private final KeyRing keys;
    private final PassStore store;
    private final RowRenewal renewal;
    private final ReencryptionConfig config;
    private final String holder = UUID.randomUUID().toString();

    Reencryption(Database database, KeyRing keys, ReencryptionConfig config, InstantSource clock) {
        this.database = database;
        this.keys = keys;
        this.config = config;
        this.store = new PassStore(clock);
        this.renewal = new RowRenewal(keys);
    }

    static String firstStage() {
        return TABLES.getFirst().name();
    }

    /** Does one step, if there is one to do and nobody else does it; answers how many rows it has looked at. */
    Optional<Integer> step() {
        if (!database.read(execute -> store.claim(execute, holder, config.lease()))) {
            return Optional.empty();
        }
        long began = System.nanoTime();
        Pass pass = database.read(store::read);
        SealedTable table = table(pass.stage());
        List<SealedRow> rows = database.read(execute -> table.after(execute, pass.position(), config.batchSize()));
        try {
            keys.sealing(inUse -> step(pass, table, rows, inUse, began));
        } catch (LostPassException elsewhere) {
            LOG.debug("The re-encryption goes on elsewhere");
            return Optional.empty();
        }
        return Optional.of(rows.size());
    }

    private Progress step(Pass pass, SealedTable table, List<SealedRow> rows, KeysInUse inUse, long began) {
        if (inUse.content() != pass.content() || inUse.numberIndex() != pass.numberIndex()) {
            throw new LostPassException();
        }
        List<Renewal> looked = rows.stream().map(renewal::of).toList();
        List<Renewal.Renewed> older = only(looked, Renewal.Renewed.class);
        List<Renewal.Unreadable> unreadable = only(looked, Renewal.Unreadable.class);
        Duration took = Duration.ofNanos(System.nanoTime() - began);
        Progress progress = older.isEmpty()
                ? forward(pass, rows, unreadable, took)
                : new Progress(pass.stage(), pass.position(), 0, older.size(), List.of(), took, false);
        database.batch(connection -> {
            inUse.hold(connection);
            table.replace(connection, older);
            store.save(connection, pass, holder, progress);
            return progress;
        });
        say(pass, progress);
        return progress;
    }

    private static Progress forward(
            Pass pass, List<SealedRow> rows, List<Renewal.Unreadable> unreadable, Duration took) {
        if (!rows.isEmpty()) {
            Position last = rows.getLast().position();
            return new Progress(pass.stage(), Optional.of(last), rows.size(), 0, unreadable, took, false);
        }
        Optional<String> next = next(pass.stage());
        return new Progress(
                next.orElse(pass.stage()),
                next.isPresent() ? Optional.empty() : pass.position(),
                0,
                0,
                List.of(),
                took,
                next.isEmpty());
    }

    private static void say(Pass pass, Progress progress) {
        progress.unreadable()
                .forEach(fault -> LOG.error(
                        "A row of {} cannot be sealed again: message {} of {}, {}. It stays as it is, and so does its"
                                + " old key; compare it with a backup",
                        pass.stage(),
                        fault.position().messageId(),
                        fault.position().clientId(),
                        fault.reason()));
        if (progress.finished()) {
            LOG.info(
                    "The re-encryption is finished: {} rows checked, {} sealed again, {} unreadable",
                    pass.checked(),
                    pass.renewed(),
                    pass.unreadable());
        }
    }

    /** Lets another go on at once. */
    void release() {
        database.read(execute -> {
            store.release(execute, holder);
            return holder;
        });
    }

    private static <R extends Renewal> List<R> only(List<Renewal> all, Class<R> kind) {
        return all.stream().filter(kind::isInstance).map(kind::cast).toList();
    }

    private static SealedTable table(String stage) {
        return TABLES.stream()
                .filter(table -> table.name().equals(stage))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("the re-encryption is at an unknown table " + stage));
    }

    private static Optional<String> next(String stage) {
        return TABLES.stream()
                .map(SealedTable::name)
                .dropWhile(Predicate.not(stage::equals))
                .skip(1)
                .findFirst();
    }
}
