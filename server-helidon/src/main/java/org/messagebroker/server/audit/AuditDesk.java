package org.messagebroker.server.audit;

import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import org.messagebroker.api.AuditAcceptance;
import org.messagebroker.api.AuditVerdict;
import org.messagebroker.api.AuditView;
import org.messagebroker.server.audit.AuditEntry.Actor;
import org.messagebroker.server.audit.AuditRecord.Link;
import org.messagebroker.server.database.Database;
import org.messagebroker.service.Problem;

/** What people ask of the audit. Asking for all of it is an act of its own. Thread-safe. */
final class AuditDesk {

    private static final Duration LATER = Duration.ofSeconds(10);
    private static final int LONGEST_REASON = 1000;

    private final Database database;
    private final AuditStore audit;
    private final Verification verification;
    private final HeadWatch watch;
    private final AuditExport export;
    /** Each reads every row. */
    private final Semaphore one = new Semaphore(1);

    AuditDesk(Database database, AuditStore audit, Verification verification, HeadWatch watch) {
        this.database = database;
        this.audit = audit;
        this.verification = verification;
        this.watch = watch;
        this.export = new AuditExport(database);
    }

    List<AuditView> newest(AuditSearch search, long before, int limit) {
        return database.read(execute -> AuditRows.newest(execute, search, before, limit)).stream()
                .map(AuditRecord::view)
                .toList();
    }

    Optional<AuditView> one(Chain chain, long position) {
        return database.read(execute -> AuditRows.find(execute, chain, position))
                .map(Link::entry)
                .map(AuditRecord::view);
    }

    List<Head> heads() {
        return Arrays.stream(Chain.values())
                .flatMap(chain -> database.read(execute -> AuditRows.head(execute, chain)).stream())
                .toList();
    }

    /**
     * Verifies against these heads and those that the server has kept.
     *
     * @throws Problem service_unavailable while another verification is under way
     */
    AuditVerdict verify(List<Head> given, Actor actor) {
        if (!one.tryAcquire()) {
            throw Problem.unavailable("The audit is being verified for somebody else; try again.", LATER);
        }
        try {
            List<Head> known = new ArrayList<>(given);
            known.addAll(watch.known());
            AuditVerdict verdict = verification.verify(known);
            record(actor, "audit.verify", Map.of("whole", verdict.whole(), "heads_given", given.size()));
            return verdict;
        } finally {
            one.release();
        }
    }

    void recordExport(AuditSearch search, AuditExport.Form form, Actor actor) {
        record(actor, "audit.export", Map.of("format", form.ending(), "filter", search.words()));
    }

    void export(AuditSearch search, AuditExport.Form form, OutputStream out) throws IOException {
        export.write(search, form, out);
    }

    /** From now on the audit as the database has it counts. */
    void accept(AuditAcceptance acceptance, Actor actor) {
        String reason = acceptance.reason().strip();
        if (reason.isEmpty() || reason.length() > LONGEST_REASON) {
            throw Problem.invalidField("reason", "must say why, in at most " + LONGEST_REASON + " characters");
        }
        List<String> known = watch.accept().stream().map(Head::text).toList();
        record(actor, "audit.accept", Map.of("reason", reason, "known", known));
    }

    private void record(Actor actor, String action, Map<String, Object> details) {
        database.transaction(transaction -> {
            audit.add(transaction, new AuditEntry(actor, action, "", details));
            return actor;
        });
    }
}
