package org.messagebroker.server.audit;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.messagebroker.api.AuditVerdict.FindingKind;
import org.messagebroker.server.audit.AuditRecord.Link;

/** One pass over a chain from its beginning: takes the rows in their order and says what is wrong with them. */
final class ChainWalk {

    private final ChainKey key;
    private final Findings findings;
    private final Set<Long> wanted;
    private final Map<Long, Mac> seen = new HashMap<>();
    private final List<Link> unfit = new ArrayList<>();
    private long position;
    private Mac last;
    /** Whether the row before is there and fits; else nothing is to be said of how the next one follows it. */
    private boolean lastFits = true;

    private long rows;

    /**
     * At the beginning.
     *
     * @param position of the last row removed; 0 if none
     * @param last its mac
     * @param wanted positions whose macs are asked for later
     */
    ChainWalk(ChainKey key, Findings findings, long position, Mac last, Set<Long> wanted) {
        this.key = key;
        this.findings = findings;
        this.position = position;
        this.last = last;
        this.wanted = new HashSet<>(wanted);
        note(position, last);
    }

    long position() {
        return position;
    }

    long rows() {
        return rows;
    }

    void take(Link link) {
        long here = link.entry().position();
        if (here <= position) {
            findings.add(FindingKind.INSERTED, here, "there is more than one row at this position");
            return;
        }
        missing(position + 1, here - 1);
        judge(link, here);
        rows++;
        position = here;
        last = link.mac();
        note(here, last);
    }

    private void judge(Link link, long here) {
        boolean fits = key.fits(link);
        if (!fits) {
            if (unfit.size() < Findings.MOST) {
                unfit.add(link);
            } else {
                altered(here);
            }
        } else if (lastFits && !link.previous().equals(last)) {
            findings.add(
                    FindingKind.REPLACED,
                    here,
                    "this row and the one before it do not belong together: one of them is from another time, such as"
                            + " before a restore");
        }
        lastFits = fits;
    }

    private void missing(long first, long until) {
        if (first <= until) {
            lastFits = false;
            findings.add(
                    FindingKind.MISSING,
                    first,
                    first == until ? "this row was removed" : "the rows " + first + " to " + until + " were removed");
        }
    }

    private void altered(long here) {
        findings.add(FindingKind.ALTERED, here, "this row was altered, or was not written by this system");
    }

    /** No more rows. */
    void end(Optional<Head> head) {
        head.ifPresentOrElse(this::compare, () -> findings.add(FindingKind.HEAD, "the head of the chain is missing"));
        for (Link link : unfit) {
            home(link)
                    .ifPresentOrElse(
                            home -> moved(link, home),
                            () -> altered(link.entry().position()));
        }
    }

    private void compare(Head head) {
        missing(position + 1, head.position());
        if (lastFits && position == head.position() && !last.equals(head.mac())) {
            findings.add(FindingKind.HEAD, position, "the head of the chain does not belong to its last row");
        }
    }

    private void moved(Link link, long home) {
        findings.add(FindingKind.MOVED, link.entry().position(), "the row that stands here was at " + home + " before");
    }

    /** Where a row fits, among the places whose own rows do not. */
    private Optional<Long> home(Link link) {
        return unfit.stream()
                .map(other -> other.entry().position())
                .filter(other -> key.fits(new Link(link.entry().at(other), link.previous(), link.mac())))
                .findFirst();
    }

    private void note(long where, Mac mac) {
        if (wanted.contains(where)) {
            seen.put(where, mac);
        }
    }

    /** Compares with what is known from outside the database. Call it after the end. */
    void compareWithKnown(Head known, long removedUntil) {
        if (known.position() > position) {
            findings.add(
                    FindingKind.CUT,
                    known.position(),
                    "the end was cut off: outside the database a row at this position is known, here the last one is "
                            + position);
        } else if (known.position() >= removedUntil && isAnother(known)) {
            findings.add(
                    FindingKind.REPLACED,
                    known.position(),
                    "outside the database another row is known at this position: the end was cut off, as by a restore,"
                            + " and others were written since");
        }
    }

    private boolean isAnother(Head known) {
        return Optional.ofNullable(seen.get(known.position()))
                .filter(here -> !here.equals(known.mac()))
                .isPresent();
    }
}
