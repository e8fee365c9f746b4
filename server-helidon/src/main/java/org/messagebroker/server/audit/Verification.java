package org.messagebroker.server.audit;

import io.helidon.dbclient.DbExecute;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.messagebroker.api.AuditVerdict;
import org.messagebroker.api.AuditVerdict.ChainVerdict;
import org.messagebroker.api.AuditVerdict.FindingKind;
import org.messagebroker.server.audit.AuditRecord.Link;
import org.messagebroker.server.audit.AuditRows.Stray;
import org.messagebroker.server.database.Database;

/**
 * Goes over every row of both chains. Acts go on meanwhile: a chain is verified up to the head that it had at the beginning.
 * Thread-safe.
 */
final class Verification {

    private static final int PAGE = 1000;
    private static final int TRIES = 3;

    private final Database database;
    private final ChainKey key;
    private final InstantSource clock;

    Verification(Database database, ChainKey key, InstantSource clock) {
        this.database = database;
        this.key = key;
        this.clock = clock;
    }

    /**
     * Verifies.
     *
     * @param known heads that were kept outside the database
     */
    AuditVerdict verify(List<Head> known) {
        List<ChainVerdict> chains = Arrays.stream(Chain.values())
                .map(chain -> verify(
                        chain,
                        known.stream().filter(head -> head.chain() == chain).toList()))
                .toList();
        boolean whole = chains.stream().allMatch(chain -> chain.findings().isEmpty());
        return new AuditVerdict(whole, clock.instant(), chains);
    }

    /** Once more when rows were removed meanwhile because their time was over: they would be missed. */
    private ChainVerdict verify(Chain chain, List<Head> known) {
        for (int tried = 1; ; tried++) {
            List<Segment.Signed> before = segments(chain);
            ChainVerdict verdict = verify(chain, known, before);
            if (verdict.findings().isEmpty()
                    || tried == TRIES
                    || segments(chain).equals(before)) {
                return verdict;
            }
        }
    }

    private List<Segment.Signed> segments(Chain chain) {
        return database.read(execute -> SegmentStore.all(execute, chain));
    }

    private ChainVerdict verify(Chain chain, List<Head> known, List<Segment.Signed> segments) {
        Findings findings = new Findings();
        Optional<Head> head = database.read(execute -> AuditRows.head(execute, chain));
        long removed = removed(segments, findings);
        Mac before =
                segments.isEmpty() ? Mac.BEGIN : segments.getLast().segment().lastMac();
        Set<Long> wanted = known.stream().map(Head::position).collect(Collectors.toSet());
        ChainWalk walk = new ChainWalk(key, findings, removed, before, wanted);
        walk(walk, chain, head.map(Head::position).orElse(Long.MAX_VALUE));
        walk.end(head);
        known.forEach(each -> walk.compareWithKnown(each, removed));
        strays(chain).forEach(stray -> tell(stray, findings));
        return new ChainVerdict(
                chain.wire(), walk.rows(), removed, head.map(Head::text), findings.told(), findings.more());
    }

    private void walk(ChainWalk walk, Chain chain, long until) {
        long after = walk.position();
        List<Link> page = page(chain, after, until);
        while (!page.isEmpty()) {
            page.forEach(walk::take);
            after = page.getLast().entry().position();
            page = page(chain, after, until);
        }
    }

    private List<Link> page(Chain chain, long after, long until) {
        return database.read(execute -> AuditRows.walk(execute, chain, after, until, PAGE));
    }

    /** The last position that was removed; what is said of it must be signed, and without gaps. */
    private long removed(List<Segment.Signed> segments, Findings findings) {
        long until = 0;
        for (Segment.Signed each : segments) {
            Segment segment = each.segment();
            if (!key.sign(segment).equals(each.signature())) {
                findings.add(
                        FindingKind.SEGMENT,
                        segment.first(),
                        "what stands in the place of the removed rows up to " + segment.last() + " was altered");
            } else if (segment.first() != until + 1) {
                findings.add(
                        FindingKind.SEGMENT,
                        until + 1,
                        "what stood in the place of the rows up to " + (segment.first() - 1) + " was removed");
            }
            until = segment.last();
        }
        return until;
    }

    /** Those that name no chain of ours are told with the acts. */
    private List<Stray> strays(Chain chain) {
        List<Stray> found = new ArrayList<>(database.read(this::strays));
        found.removeIf(stray -> Chain.parse(stray.chain()).orElse(Chain.ACTS) != chain);
        return found;
    }

    private List<Stray> strays(DbExecute execute) {
        return AuditRows.stray(execute, Findings.MOST + 1);
    }

    private static void tell(Stray stray, Findings findings) {
        String text = "a row was inserted that belongs to no place of the chain (audit_id " + stray.id() + ")";
        stray.position()
                .ifPresentOrElse(
                        position -> findings.add(FindingKind.INSERTED, position, text),
                        () -> findings.add(FindingKind.INSERTED, text));
    }
}
