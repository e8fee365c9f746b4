package org.messagebroker.server.retention;

import io.helidon.dbclient.DbExecute;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.messagebroker.api.ClientId;
import org.messagebroker.api.ErrorCode;
import org.messagebroker.api.RetentionPolicies;
import org.messagebroker.api.RetentionPreview;
import org.messagebroker.api.RetentionRun;
import org.messagebroker.server.audit.AuditEntry;
import org.messagebroker.server.audit.AuditEntry.Actor;
import org.messagebroker.server.audit.AuditStore;
import org.messagebroker.server.database.Database;
import org.messagebroker.server.retention.FloorRise.Risen;
import org.messagebroker.server.retention.PolicyStore.Policy;
import org.messagebroker.server.statistics.ExpiredCounts;
import org.messagebroker.server.statistics.ExpiredCounts.Whose;
import org.messagebroker.service.Problem;

/** Decides how long messages are kept. A decision hides in its own transaction; rows are removed afterwards. Thread-safe. */
final class RetentionService {

    private static final int RUNS_SHOWN = 100;

    private final Database database;
    private final PolicyStore policies;
    private final FloorRise rise;
    private final RunStore runs;
    private final ExpiredCounts counts;
    private final StorageUpkeep upkeep;
    private final AuditStore audit;
    private final InstantSource clock;

    RetentionService(
            Database database,
            PolicyStore policies,
            FloorRise rise,
            RunStore runs,
            ExpiredCounts counts,
            StorageUpkeep upkeep,
            AuditStore audit,
            InstantSource clock) {
        this.database = database;
        this.policies = policies;
        this.rise = rise;
        this.runs = runs;
        this.counts = counts;
        this.upkeep = upkeep;
        this.audit = audit;
        this.clock = clock;
    }

    RetentionPolicies all() {
        return database.transaction(this::all);
    }

    private RetentionPolicies all(DbExecute execute) {
        List<Policy> decided = policies.all(execute);
        Floors floors = FloorStore.read(execute);
        RetentionPolicies.Policy usual = decided.stream()
                .filter(policy -> policy.client().isEmpty())
                .findFirst()
                .map(policy -> view(policy, floors))
                .orElseGet(() -> new RetentionPolicies.Policy(
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        hiding(floors.usual()),
                        Optional.empty(),
                        Optional.empty()));
        return new RetentionPolicies(
                counts.zone().getId(),
                usual,
                decided.stream()
                        .filter(policy -> policy.client().isPresent())
                        .map(policy -> view(policy, floors))
                        .toList());
    }

    /** @throws Problem not_found for a client that is not in the inventory */
    RetentionPolicies put(Optional<ClientId> client, Keep keep, Actor actor) {
        return decide(client, "retention.policy.change", actor, transaction -> {
            client.ifPresent(id -> requireKnown(transaction, id));
            policies.put(transaction, new Policy(client, keep, clock.instant(), actor.name()));
        });
    }

    /** From now on the usual policy counts for the client. What is hidden stays hidden. */
    RetentionPolicies delete(ClientId client, Actor actor) {
        return decide(
                Optional.of(client),
                "retention.policy.delete",
                actor,
                transaction -> policies.delete(transaction, client));
    }

    private RetentionPolicies decide(Optional<ClientId> client, String action, Actor actor, Change change) {
        RetentionPolicies after = database.transaction(transaction -> {
            Map<String, Object> details = new HashMap<>();
            find(transaction, client)
                    .ifPresent(before -> details.put("before", before.keep().audited()));
            change.run(transaction);
            find(transaction, client)
                    .ifPresent(now -> details.put("after", now.keep().audited()));
            Risen risen = rise.raise(transaction, Instant.EPOCH);
            if (risen.floors() > 0) {
                runs.begin(transaction, actor.name(), risen.hidden(), clock.instant());
            }
            details.put("hidden", risen.hidden());
            audit.add(transaction, new AuditEntry(actor, action, target(client), details));
            return all(transaction);
        });
        upkeep.wake();
        return after;
    }

    private Optional<Policy> find(DbExecute execute, Optional<ClientId> client) {
        return policies.all(execute).stream()
                .filter(policy -> policy.client().equals(client))
                .findFirst();
    }

    /**
     * Brings floors to where policies want them, and the usual one at least to what {@code keep} says.
     *
     * @param keep once, without becoming a policy
     */
    RetentionRun runNow(Optional<Keep> keep, Actor actor) {
        RetentionRun run = database.transaction(transaction -> {
            Risen risen = rise.raise(
                    transaction,
                    keep.map(once -> once.floor(clock.instant(), counts.zone())).orElse(Instant.EPOCH));
            Map<String, Object> details = new HashMap<>(Map.of("hidden", risen.hidden()));
            keep.ifPresent(once -> details.putAll(once.audited()));
            audit.add(transaction, new AuditEntry(actor, "retention.run", target(Optional.empty()), details));
            return runs.begin(transaction, actor.name(), risen.hidden(), clock.instant());
        });
        upkeep.wake();
        return run;
    }

    /** What it would hide if this were decided now. */
    RetentionPreview preview(Optional<ClientId> client, Keep keep) {
        return database.transaction(transaction -> {
            Floors floors = FloorStore.read(transaction);
            Instant now = client.map(floors::of).orElse(floors.usual());
            Instant then = keep.floor(clock.instant(), counts.zone());
            Whose whose = client.map(Whose::of)
                    .orElseGet(() -> Whose.allBut(floors.own().keySet()));
            boolean hides = then.isAfter(now);
            return new RetentionPreview(
                    client,
                    hides ? Optional.of(then) : Optional.empty(),
                    hides ? counts.between(transaction, whose, now, then) : 0);
        });
    }

    List<RetentionRun> runs() {
        return database.read(execute -> runs.newest(execute, RUNS_SHOWN));
    }

    private void requireKnown(DbExecute execute, ClientId client) {
        if (!policies.isKnown(execute, client)) {
            throw Problem.of(ErrorCode.NOT_FOUND, "There is no client of this id.");
        }
    }

    private static RetentionPolicies.Policy view(Policy policy, Floors floors) {
        return new RetentionPolicies.Policy(
                policy.client(),
                policy.keep().inDays(),
                policy.keep().inMonths(),
                hiding(policy.client().map(floors::of).orElse(floors.usual())),
                Optional.of(policy.changedAt()),
                Optional.of(policy.changedBy()));
    }

    private static Optional<Instant> hiding(Instant floor) {
        return Optional.of(floor).filter(time -> time.isAfter(Instant.EPOCH));
    }

    private static String target(Optional<ClientId> client) {
        return client.map(ClientId::value).orElse("all clients");
    }

    /** What is decided. */
    @FunctionalInterface
    private interface Change {
        void run(DbExecute transaction);
    }
}
