package org.messagebroker.server.audit;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.Period;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.messagebroker.server.audit.AuditEntry.Actor;
import org.messagebroker.server.audit.AuditRecord.Link;
import org.messagebroker.server.database.Database;
import org.messagebroker.server.database.DatabaseLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Removes rows whose time is over, the oldest first, and leaves a signed {@link Segment} in their place. Rows that are not
 * whole are not removed: that would do away with the traces. Of several servers one does it at a time. Thread-safe.
 */
final class Pruning {

    private static final Logger LOG = LoggerFactory.getLogger(Pruning.class);
    private static final String LOCK = "audit-prune-";
    private static final Duration BETWEEN_TURNS = Duration.ofHours(1);
    private static final int CHUNK = 5000;

    private final Database database;
    private final ChainKey key;
    private final AuditStore audit;
    private final AuditConfig config;
    private final InstantSource clock;
    private Instant next = Instant.MIN;

    Pruning(Database database, ChainKey key, AuditStore audit, AuditConfig config, InstantSource clock) {
        this.database = database;
        this.key = key;
        this.audit = audit;
        this.config = config;
        this.clock = clock;
    }

    /** One turn; most find that it is not time yet. */
    synchronized void turn() {
        Instant now = clock.instant();
        if (!now.isBefore(next)) {
            next = now.plus(BETWEEN_TURNS);
            database.batch(this::prune);
        }
    }

    private boolean prune(Connection connection) throws SQLException {
        return DatabaseLock.tryTo(connection, LOCK, () -> {
            for (Chain chain : Chain.values()) {
                Period keep = config.keep(chain);
                if (!keep.isZero()) {
                    prune(
                            chain,
                            clock.instant().atOffset(ZoneOffset.UTC).minus(keep).toInstant());
                }
            }
        });
    }

    private void prune(Chain chain, Instant before) {
        Optional<Segment> segment = next(chain, before);
        while (segment.isPresent()) {
            remove(segment.get());
            segment = next(chain, before);
        }
    }

    /** The oldest rows, as many as one transaction takes; empty when there are none, or when they are not whole. */
    private Optional<Segment> next(Chain chain, Instant before) {
        Optional<Segment> last =
                database.read(execute -> SegmentStore.last(execute, chain)).map(Segment.Signed::segment);
        long after = last.map(Segment::last).orElse(0L);
        List<Link> rows = database.read(execute -> AuditRows.walk(execute, chain, after, after + CHUNK, CHUNK)).stream()
                .takeWhile(link -> link.entry().at().isBefore(before))
                .toList();
        return rows.isEmpty() || !areWhole(chain, after, last.map(Segment::lastMac), rows)
                ? Optional.empty()
                : Optional.of(segment(chain, rows));
    }

    private boolean areWhole(Chain chain, long after, Optional<Mac> lastMac, List<Link> rows) {
        Findings findings = new Findings();
        ChainWalk walk = new ChainWalk(key, findings, after, lastMac.orElse(Mac.BEGIN), Set.of());
        rows.forEach(walk::take);
        walk.end(Optional.of(new Head(chain, walk.position(), rows.getLast().mac())));
        if (!findings.isEmpty()) {
            LOG.error(
                    "Rows of the audit's chain {} whose time is over stay, because they are not whole: {}",
                    chain.wire(),
                    findings.told().getFirst().text());
        }
        return findings.isEmpty();
    }

    private Segment segment(Chain chain, List<Link> rows) {
        AuditRecord first = rows.getFirst().entry();
        AuditRecord last = rows.getLast().entry();
        return new Segment(
                chain,
                first.position(),
                last.position(),
                first.at(),
                last.at(),
                rows.getLast().mac(),
                clock.instant().truncatedTo(ChronoUnit.MILLIS));
    }

    private void remove(Segment segment) {
        database.transaction(transaction -> {
            SegmentStore.replace(transaction, new Segment.Signed(segment, key.sign(segment)));
            audit.add(
                    transaction,
                    new AuditEntry(
                            Actor.SYSTEM,
                            "audit.prune",
                            segment.chain().wire(),
                            Map.of("first", segment.first(), "last", segment.last())));
            return segment;
        });
        LOG.info(
                "The audit's rows {} to {} of the chain {} are removed, their time being over",
                segment.first(),
                segment.last(),
                segment.chain().wire());
    }
}
