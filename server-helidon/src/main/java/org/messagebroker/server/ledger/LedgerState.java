package org.messagebroker.server.ledger;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.messagebroker.server.ledger.LedgerEntry.Detail;
import org.messagebroker.server.ledger.LedgerEntry.Kind;

/** What the whole ledger comes to: of each subject the entry that counts. */
final class LedgerState {

    private final Map<Subject, LedgerEntry> counting = new LinkedHashMap<>();

    private LedgerState() {}

    static LedgerState of(List<LedgerEntry> entries) {
        LedgerState state = new LedgerState();
        entries.forEach(state::add);
        return state;
    }

    /** The entries that count, the oldest first. */
    Collection<LedgerEntry> entries() {
        return counting.values();
    }

    /** Whether nothing in it counts for a merge. */
    boolean isEmpty() {
        return counting.keySet().stream().allMatch(subject -> subject.group() == Kind.AUDIT_HEAD);
    }

    /** Of the newest revocation list of an authority; 0 when there was none. */
    long listNumber(String authority) {
        return Optional.ofNullable(counting.get(new Subject(Kind.CRL_NUMBER, authority)))
                .map(LedgerState::number)
                .orElse(0L);
    }

    private void add(LedgerEntry entry) {
        counting.merge(new Subject(group(entry.kind()), entry.subject()), entry, LedgerState::later);
    }

    /** A key that was revoked stays so, whatever end it was given at another time; of CRL numbers the highest counts. */
    private static LedgerEntry later(LedgerEntry one, LedgerEntry next) {
        return switch (next.kind()) {
            case CRL_NUMBER -> number(next) > number(one) ? next : one;
            case AUDIT_HEAD -> next.details().containsKey(Detail.ACCEPTED) || number(next) > number(one) ? next : one;
            case API_KEY_REVOKED -> one.details().containsKey(Detail.NOT_AFTER) ? next : one;
            default -> next;
        };
    }

    static long number(LedgerEntry entry) {
        return Long.parseLong(entry.details().getOrDefault(Detail.NUMBER, "0"));
    }

    private static Kind group(Kind kind) {
        return switch (kind) {
            case CLIENT_ENABLED -> Kind.CLIENT_DISABLED;
            case USER_ENABLED -> Kind.USER_DISABLED;
            default -> kind;
        };
    }

    private record Subject(Kind group, String name) {}
}
