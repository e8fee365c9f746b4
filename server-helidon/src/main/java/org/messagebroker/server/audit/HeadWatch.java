package org.messagebroker.server.audit;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.messagebroker.server.database.Database;
import org.messagebroker.server.ledger.Ledger;
import org.messagebroker.server.ledger.LedgerEntry;
import org.messagebroker.server.ledger.LedgerEntry.Detail;
import org.messagebroker.server.ledger.LedgerEntry.Kind;
import org.messagebroker.service.Readiness;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the heads of the chains outside the database, in the ledger and in the log, and looks whether the database still
 * holds the rows that they name. One that is gone was cut off, or the database was restored; that is said until an
 * administrator has accepted it. Thread-safe.
 */
final class HeadWatch implements Readiness {

    private static final Logger LOG = LoggerFactory.getLogger(HeadWatch.class);
    private static final Duration BETWEEN_LOOKS = Duration.ofMinutes(1);

    private final Database database;
    private final Ledger ledger;
    private final Duration interval;
    private final InstantSource clock;
    private final Map<Chain, Head> known = new EnumMap<>(Chain.class);
    private final Map<Chain, Head> kept = new EnumMap<>(Chain.class);
    /** Read by whoever asks for the health, also while a look takes its time. */
    private final Map<Chain, String> faults = new ConcurrentHashMap<>();

    private Instant nextLook = Instant.MIN;
    private Instant nextNote = Instant.MIN;

    HeadWatch(Database database, Ledger ledger, Duration interval, InstantSource clock) {
        this.database = database;
        this.ledger = ledger;
        this.interval = interval;
        this.clock = clock;
    }

    /** Reads what the ledger knows; answers of which chains it knows anything. */
    synchronized Set<Chain> remember() {
        for (LedgerEntry entry : ledger.counting(Kind.AUDIT_HEAD)) {
            head(entry).ifPresent(head -> {
                known.put(head.chain(), head);
                kept.put(head.chain(), head);
            });
        }
        return known.keySet().stream().collect(Collectors.toUnmodifiableSet());
    }

    private static Optional<Head> head(LedgerEntry entry) {
        return Head.parse(entry.subject() + ":" + entry.details().get(Detail.NUMBER) + ":"
                + entry.details().get(Detail.MAC));
    }

    /** One turn; most find that it is not time yet. */
    synchronized void turn() {
        Instant now = clock.instant();
        if (!now.isBefore(nextLook)) {
            nextLook = now.plus(BETWEEN_LOOKS);
            look();
        }
        if (!now.isBefore(nextNote)) {
            nextNote = now.plus(interval);
            note();
        }
    }

    /** Compares the database with what is known. */
    synchronized void look() {
        for (Chain chain : Chain.values()) {
            Optional<Head> now = database.read(execute -> AuditRows.head(execute, chain));
            Optional<String> fault = Optional.ofNullable(known.get(chain)).flatMap(before -> fault(before, now));
            fault.ifPresentOrElse(text -> broken(chain, text), () -> good(chain, now));
        }
    }

    private void broken(Chain chain, String text) {
        if (!text.equals(faults.put(chain, text))) {
            LOG.error("The audit is not whole: {}. Verify it: ./broker audit verify", text);
        }
    }

    private void good(Chain chain, Optional<Head> now) {
        faults.remove(chain);
        now.ifPresent(head -> known.put(chain, head));
    }

    private Optional<String> fault(Head before, Optional<Head> now) {
        if (now.isEmpty()) {
            return Optional.of("the head of the chain " + before.chain().wire() + " is missing from the database");
        }
        if (now.get().position() < before.position()) {
            return Optional.of("the chain " + before.chain().wire() + " ends at row "
                    + now.get().position() + ", though row " + before.position()
                    + " was there; its end was cut off, or the database was restored");
        }
        return isThere(before)
                ? Optional.empty()
                : Optional.of("row " + before.position() + " of the chain "
                        + before.chain().wire() + " is gone or another one; its end was cut off, or the database was"
                        + " restored, and rows were written since");
    }

    private boolean isThere(Head head) {
        if (head.position() == 0) {
            return true;
        }
        return database.read(execute -> AuditRows.find(execute, head.chain(), head.position())
                .map(link -> link.mac().equals(head.mac()))
                .orElseGet(() -> SegmentStore.last(execute, head.chain())
                        .filter(removed -> removed.segment().last() >= head.position())
                        .isPresent()));
    }

    /** Writes the heads into the ledger and the log where they have moved since the last time. */
    synchronized void note() {
        for (Head head : known.values()) {
            boolean moved = !head.equals(kept.get(head.chain())) && head.position() > 0;
            if (moved && !faults.containsKey(head.chain())) {
                note(head, Map.of());
            }
        }
    }

    private void note(Head head, Map<String, String> more) {
        Map<String, String> details = new HashMap<>(more);
        details.put(Detail.NUMBER, Long.toString(head.position()));
        details.put(Detail.MAC, head.mac().hex());
        ledger.append(Kind.AUDIT_HEAD, head.chain().wire(), details);
        kept.put(head.chain(), head);
        LOG.info("The audit has come to {}", head.text());
    }

    /** From now on the chains as the database has them count. Answers what was known before. */
    synchronized Collection<Head> accept() {
        List<Head> before = new ArrayList<>(known.values());
        for (Chain chain : Chain.values()) {
            database.read(execute -> AuditRows.head(execute, chain)).ifPresent(head -> {
                note(head, Map.of(Detail.ACCEPTED, "true"));
                known.put(chain, head);
            });
        }
        faults.clear();
        return before;
    }

    /** What is known outside the database. */
    synchronized List<Head> known() {
        return List.copyOf(known.values());
    }

    @Override
    public Optional<String> fault() {
        return faults.values().stream().findFirst();
    }
}
