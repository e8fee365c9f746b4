package org.messagebroker.server.message;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.messagebroker.api.DeadLetterOrder;
import org.messagebroker.api.DeadLetterResult;
import org.messagebroker.api.DeadLetterResult.Refusal;
import org.messagebroker.api.DeadLetterState;
import org.messagebroker.api.Envelope;
import org.messagebroker.api.MessageAttempt.Outcome;
import org.messagebroker.api.MessageStatus;
import org.messagebroker.server.audit.AuditEntry;
import org.messagebroker.server.audit.AuditEntry.Actor;
import org.messagebroker.server.audit.AuditStore;
import org.messagebroker.server.command.CommandStore;
import org.messagebroker.server.database.Database;
import org.messagebroker.server.database.Rows;
import org.messagebroker.server.message.AttemptStore.Attempt;
import org.messagebroker.server.message.DeadLetterRows.Candidate;
import org.messagebroker.server.message.DeadLetterSearch.LetterKey;
import org.messagebroker.server.retention.FloorStore;
import org.messagebroker.server.statistics.StatusChanges;
import org.messagebroker.service.Problem;

/**
 * What administrators decide about messages that were given up: back into the queue, or away. Some hundred in a
 * transaction, each with its audit; see docs/decisions/2026-11-25-dead-letters.md.
 */
final class DeadLetterDecisions {

    private static final int CHUNK = 200;
    private static final int MOST_IN_A_REQUEST = 10_000;
    private static final int MOST_REFUSALS_TOLD = 100;
    private static final int MOST_IDS = 1000;
    /** A worker that slept for longer has lost its certificate, or its message is refused for its age. */
    private static final Duration DISCARDED_KEPT = Duration.ofDays(30);

    private static final String REQUEUE = """
            UPDATE messages SET requeue_epoch = ?, status = ?, attempt_count = 0
            WHERE message_id = ? AND client_id = ? AND status <> ?""";
    private static final String ENTER = """
            INSERT INTO messages (message_id, client_id, status, attempt_count, queued_at, created_at, requeue_epoch)
            SELECT message_id, client_id, ?, 0, accepted_at, ?, ? FROM dead_letters
            WHERE message_id = ? AND client_id = ? AND version <> ?""";
    private static final String MARK_REQUEUED = """
            UPDATE dead_letters SET state = 'requeued', requeue_epoch = ? WHERE message_id = ? AND client_id = ?""";
    private static final String DELETE = "DELETE FROM dead_letters WHERE message_id = ? AND client_id = ?";
    private static final String REMEMBER = """
            INSERT INTO discarded_letters (message_id, client_id, discarded_at) VALUES (?, ?, ?)""";
    private static final String FORGET = "DELETE FROM discarded_letters WHERE discarded_at < ? LIMIT 1000";

    private final Database database;
    private final CommandStore commands;
    private final AuditStore audit;
    private final InstantSource clock;

    DeadLetterDecisions(Database database, CommandStore commands, AuditStore audit, InstantSource clock) {
        this.database = database;
        this.commands = commands;
        this.audit = audit;
        this.clock = clock;
    }

    /** Orders the workers of their sites to put messages back into the queue. */
    DeadLetterResult requeue(DeadLetterOrder order, Actor actor) {
        return decide(order, new Act("message.requeue", this::requeue), actor);
    }

    /** Gives messages up for good. */
    DeadLetterResult discard(DeadLetterOrder order, Actor actor) {
        database.batch(this::forgetOld);
        return decide(order, new Act("message.discard", this::discard), actor);
    }

    private DeadLetterResult decide(DeadLetterOrder order, Act act, Actor actor) {
        DeadLetterSearch search = search(order);
        long matched = database.batch(connection -> DeadLetterRows.count(connection, search));
        if (order.dryRun().orElse(false)) {
            return new DeadLetterResult(matched, 0, List.of(), false, Optional.empty());
        }
        int most = limit(order);
        Progress progress = new Progress();
        Optional<LetterKey> last = chunk(search, act, actor, progress, most);
        while (last.isPresent() && progress.seen < most) {
            last = chunk(search.above(last.get()), act, actor, progress, most);
        }
        return new DeadLetterResult(
                matched, progress.done, progress.refused, last.isPresent(), last.map(LetterKey::text));
    }

    private static int limit(DeadLetterOrder order) {
        int limit = order.limit().orElse(MOST_IN_A_REQUEST);
        if (limit < 1 || limit > MOST_IN_A_REQUEST) {
            throw Problem.invalidField("limit", "must be 1 to " + MOST_IN_A_REQUEST);
        }
        return limit;
    }

    /** By a filter only what is dead now, or a message that dies again at once would be met again and again. */
    private DeadLetterSearch search(DeadLetterOrder order) {
        if (order.filter().isPresent() == !order.messageIds().isEmpty()) {
            throw Problem.invalid("Give either message_ids or a filter; an empty filter means all.");
        }
        if (order.messageIds().size() > MOST_IDS) {
            throw Problem.invalidField("message_ids", "has more than " + MOST_IDS + " entries.");
        }
        DeadLetterSearch all = order.filter()
                .map(filter -> DeadLetterSearch.of(filter)
                        .in(DeadLetterState.DEAD)
                        .diedBefore(clock.instant().plusMillis(1)))
                .orElseGet(() -> DeadLetterSearch.ofIds(order.messageIds()));
        return all.aboveIfGiven(order.after().map(LetterKey::required));
    }

    /** Answers where to go on; empty when there is nothing more. */
    private Optional<LetterKey> chunk(DeadLetterSearch search, Act act, Actor actor, Progress progress, int most) {
        int size = Math.min(CHUNK, Math.toIntExact(most - progress.seen));
        Chunk chunk = database.batch(connection -> {
            List<Candidate> candidates = DeadLetterRows.candidates(connection, search, size);
            Chunk decided = new Chunk(candidates, new ArrayList<>(), new ArrayList<>());
            for (Candidate candidate : candidates) {
                Optional<String> fault = act.decision().decide(connection, candidate);
                fault.ifPresentOrElse(
                        reason -> decided.refused().add(refusal(candidate, reason)),
                        () -> decided.done().add(candidate.key().id().toString()));
            }
            record(connection, act.name(), decided.done(), search.words(), actor);
            return decided;
        });
        progress.add(chunk);
        return chunk.candidates().size() < size
                ? Optional.empty()
                : Optional.of(chunk.candidates().getLast().key());
    }

    private static Refusal refusal(Candidate candidate, String reason) {
        return new Refusal(candidate.key().id(), candidate.key().client(), reason);
    }

    private void record(
            Connection connection, String action, List<String> ids, Map<String, Object> filter, Actor actor) {
        if (!ids.isEmpty()) {
            Map<String, Object> details = new HashMap<>(Map.of("ids", ids));
            details.put("filter", filter);
            String target = ids.size() == 1 ? ids.getFirst() : ids.size() + " messages";
            audit.add(connection, new AuditEntry(actor, action, target, details));
        }
    }

    /** What was put back and is not heard of may be put back once more: its epoch tells the two apart. */
    private Optional<String> requeue(Connection connection, Candidate candidate) throws SQLException {
        LetterKey key = candidate.key();
        if (candidate.site().isEmpty()) {
            return Optional.of("its client is no longer in the inventory, so that it belongs to no site");
        }
        int epoch = candidate.epoch() + 1;
        Optional<String> obstacle = moveBack(connection, key, epoch);
        if (obstacle.isPresent()) {
            return obstacle;
        }
        try (PreparedStatement mark = connection.prepareStatement(MARK_REQUEUED)) {
            mark.setInt(1, epoch);
            mark.setBytes(2, key.id().bytes());
            mark.setString(3, key.client().value());
            mark.executeUpdate();
        }
        Attempt putBack = new Attempt(key.id(), key.client(), epoch, 0, clock.instant(), Outcome.REQUEUED, "");
        AttemptStore.write(connection, List.of(putBack));
        CommandStore.withdraw(connection, key.id(), key.client());
        commands.requeue(connection, candidate.site().get(), key.id(), key.client(), epoch);
        return Optional.empty();
    }

    /** Answers why it is not; empty when its row says that it is queued again. */
    private Optional<String> moveBack(Connection connection, LetterKey key, int epoch) throws SQLException {
        Optional<MessageStore.Existing> row = Optional.ofNullable(
                MessageStore.lock(connection, List.of(key.id())).get(key.id()));
        return row.isPresent()
                ? moveBack(connection, key, epoch, row.get().status().status())
                : enter(connection, key, epoch);
    }

    private static Optional<String> moveBack(Connection connection, LetterKey key, int epoch, MessageStatus before)
            throws SQLException {
        if (!isMovedBack(connection, key, epoch)) {
            return Optional.of("a message with this id is stored already; discard this one");
        }
        StatusChanges changes = new StatusChanges();
        changes.moved(key.id(), key.client(), before, MessageStatus.QUEUED);
        changes.write(connection);
        return Optional.empty();
    }

    private static boolean isMovedBack(Connection connection, LetterKey key, int epoch) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement(REQUEUE)) {
            update.setInt(1, epoch);
            update.setInt(2, StoredStatus.QUEUED.rank());
            update.setBytes(3, key.id().bytes());
            update.setString(4, key.client().value());
            update.setInt(5, StoredStatus.DELIVERED.rank());
            return update.executeUpdate() > 0;
        }
    }

    /** One without a row, because its id came from the future; it gets its row when that time has come. */
    private Optional<String> enter(Connection connection, LetterKey key, int epoch) throws SQLException {
        Optional<String> obstacle = obstacle(connection, key);
        if (obstacle.isPresent()) {
            return obstacle;
        }
        if (!isEntered(connection, key, epoch)) {
            return Optional.of(
                    "it looks like a test message, so that it would be refused again; read it here, then discard"
                            + " it");
        }
        StatusChanges changes = new StatusChanges();
        changes.added(key.id(), key.client(), MessageStatus.QUEUED);
        changes.write(connection);
        return Optional.empty();
    }

    private boolean isEntered(Connection connection, LetterKey key, int epoch) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(ENTER)) {
            insert.setInt(1, StoredStatus.QUEUED.rank());
            insert.setObject(2, Rows.time(clock.instant()));
            insert.setInt(3, epoch);
            insert.setBytes(4, key.id().bytes());
            insert.setString(5, key.client().value());
            insert.setInt(6, Envelope.SEALED_TEST);
            return insert.executeUpdate() > 0;
        }
    }

    private Optional<String> obstacle(Connection connection, LetterKey key) throws SQLException {
        Optional<IdWindow.Fault> fault = IdWindow.DEFAULT.fault(key.id(), clock.instant());
        if (fault.isPresent()) {
            return fault.map(DeadLetterDecisions::words);
        }
        return mayBeStored(connection, key)
                ? Optional.empty()
                : Optional.of("it is older than what is kept of its client; read it here, then discard it");
    }

    /** Not what retention has let go of meanwhile: that is dropped wherever it is. */
    private static boolean mayBeStored(Connection connection, LetterKey key) throws SQLException {
        return FloorStore.read(connection).shows(key.id(), key.client());
    }

    private static String words(IdWindow.Fault fault) {
        return switch (fault) {
            case IdWindow.Fault.Late _ ->
                "its id is from outside the time for which messages are stored, so that it would be refused again; read"
                        + " it here, then discard it";
            case IdWindow.Fault.Early(String reason) -> reason + "; put it back then";
        };
    }

    private int forgetOld(Connection connection) throws SQLException {
        try (PreparedStatement forget = connection.prepareStatement(FORGET)) {
            forget.setObject(1, Rows.time(clock.instant().minus(DISCARDED_KEPT)));
            return forget.executeUpdate();
        }
    }

    private Optional<String> discard(Connection connection, Candidate candidate) throws SQLException {
        LetterKey key = candidate.key();
        if (candidate.state() == DeadLetterState.REQUEUED && mayBeStored(connection, key)) {
            return Optional.of("it is on its way again; discard it if it comes back");
        }
        try (PreparedStatement delete = connection.prepareStatement(DELETE);
                PreparedStatement remember = connection.prepareStatement(REMEMBER)) {
            delete.setBytes(1, key.id().bytes());
            delete.setString(2, key.client().value());
            delete.executeUpdate();
            remember.setBytes(1, key.id().bytes());
            remember.setString(2, key.client().value());
            remember.setObject(3, Rows.time(clock.instant()));
            remember.executeUpdate();
        }
        CommandStore.withdraw(connection, key.id(), key.client());
        return Optional.empty();
    }

    private record Act(String name, Decision decision) {}

    /** Answers why it is not done; empty when it is. */
    private interface Decision {
        Optional<String> decide(Connection connection, Candidate candidate) throws SQLException;
    }

    private record Chunk(List<Candidate> candidates, List<String> done, List<Refusal> refused) {}

    /** Of one order. */
    private static final class Progress {
        private final List<Refusal> refused = new ArrayList<>();
        private long seen;
        private long done;

        void add(Chunk chunk) {
            seen += chunk.candidates().size();
            done += chunk.done().size();
            chunk.refused().stream()
                    .limit((long) MOST_REFUSALS_TOLD - refused.size())
                    .forEach(refused::add);
        }
    }
}
