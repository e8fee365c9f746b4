package org.messagebroker.server.reencryption;

import io.helidon.dbclient.DbExecute;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Optional;
import org.messagebroker.api.ErrorCode;
import org.messagebroker.api.ReencryptionView;
import org.messagebroker.server.crypto.KeyRing;
import org.messagebroker.server.crypto.KeysInUse;
import org.messagebroker.server.database.Database;
import org.messagebroker.server.database.Rows;
import org.messagebroker.service.Problem;

/** The re-encryption as administrators see and steer it, and this server's part in it. Thread-safe. */
public final class Reencryptions implements AutoCloseable {

    private static final int SHOWN_FAULTS = 50;
    private static final String ESTIMATE = """
            SELECT COALESCE(SUM(table_rows), 0) AS estimate FROM information_schema.tables
            WHERE table_schema = DATABASE() AND table_name IN ('messages', 'dead_letters')""";

    private final Database database;
    private final PassStore store;
    private final ReencryptionWorker worker;

    private Reencryptions(Database database, PassStore store, ReencryptionWorker worker) {
        this.database = database;
        this.store = store;
        this.worker = worker;
    }

    /** Does nothing yet. */
    public static Reencryptions create(
            Database database, KeyRing keys, ReencryptionConfig config, InstantSource clock) {
        return new Reencryptions(
                database,
                new PassStore(clock),
                new ReencryptionWorker(new Reencryption(database, keys, config, clock), config));
    }

    /** Works from now on, when the keys are open; a second call changes nothing. */
    public void begin() {
        worker.begin();
    }

    /** Looks at once whether there is something to do. */
    public void wake() {
        worker.wake();
    }

    /** Begins a pass anew; a pass under way ends. */
    public void start(DbExecute transaction, KeysInUse keys) {
        store.begin(transaction, keys, Reencryption.firstStage());
    }

    /** @throws Problem conflict when no pass is running */
    public void pause(DbExecute transaction) {
        change(transaction, Pass.State.RUNNING, Pass.State.PAUSED, "No re-encryption is running.");
    }

    /** @throws Problem conflict when no pass is paused */
    public void resume(DbExecute transaction) {
        change(transaction, Pass.State.PAUSED, Pass.State.RUNNING, "No re-encryption is paused.");
    }

    private void change(DbExecute transaction, Pass.State from, Pass.State to, String otherwise) {
        if (!store.change(transaction, from, to)) {
            throw Problem.of(ErrorCode.CONFLICT, otherwise);
        }
    }

    /** Why something stored may still need an older content or number index key; empty when certainly nothing does. */
    public Optional<String> obstacle(DbExecute execute, KeysInUse keys) {
        return obstacle(store.read(execute), keys);
    }

    /** The same, and the answer holds until the end of the transaction. */
    public Optional<String> lockedObstacle(DbExecute transaction, KeysInUse keys) {
        return obstacle(store.lock(transaction), keys);
    }

    private static Optional<String> obstacle(Pass pass, KeysInUse keys) {
        if (pass.state() != Pass.State.FINISHED) {
            return Optional.of("the re-encryption is not finished");
        }
        if (pass.content() != keys.content() || pass.numberIndex() != keys.numberIndex()) {
            return Optional.of("nothing was re-encrypted since the last rotation; start the re-encryption");
        }
        return pass.unreadable() > 0
                ? Optional.of(
                        "the last re-encryption found " + pass.unreadable()
                                + " rows that it cannot open; restore them from a backup or delete them, then start another one")
                : Optional.empty();
    }

    /** The newest pass. */
    public ReencryptionView view() {
        return database.read(execute -> {
            Pass pass = store.read(execute);
            return new ReencryptionView(
                    pass.state().name().toLowerCase(Locale.ROOT),
                    pass.number(),
                    pass.content(),
                    pass.numberIndex(),
                    pass.stage(),
                    pass.worker().isPresent() && pass.state() == Pass.State.RUNNING,
                    pass.checked(),
                    Math.max(pass.checked(), estimate(execute)),
                    pass.renewed(),
                    pass.unreadable(),
                    pass.checked() * 1_000 / Math.max(1, pass.workedMillis()),
                    pass.startedAt(),
                    pass.finishedAt(),
                    store.faults(execute, SHOWN_FAULTS).stream()
                            .map(fault -> new ReencryptionView.Fault(
                                    fault.stage(),
                                    fault.position().messageId(),
                                    fault.position().clientId(),
                                    fault.reason()))
                            .toList());
        });
    }

    private static long estimate(DbExecute execute) {
        return execute.createNamedGet("reencryption-estimate", ESTIMATE)
                .execute()
                .map(row -> Rows.number(row, "estimate"))
                .orElse(0L);
    }

    @Override
    public void close() {
        worker.close();
    }
}
