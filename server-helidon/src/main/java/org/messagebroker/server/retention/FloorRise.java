package org.messagebroker.server.retention;

import io.helidon.dbclient.DbExecute;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.messagebroker.api.ClientId;
import org.messagebroker.server.retention.PolicyStore.Policy;
import org.messagebroker.server.statistics.ExpiredCounts;
import org.messagebroker.server.statistics.ExpiredCounts.Whose;

/**
 * Raises floors to where policies want them. From the commit on, what is below is shown and counted nowhere. A floor that a
 * policy would lower stays where it is until time has caught up, because what was below it may be gone.
 */
final class FloorRise {

    private final PolicyStore policies;
    private final ExpiredCounts counts;
    private final InstantSource clock;

    FloorRise(PolicyStore policies, ExpiredCounts counts, InstantSource clock) {
        this.policies = policies;
        this.counts = counts;
        this.clock = clock;
    }

    /**
     * Raises whatever is behind; commit is the caller's.
     *
     * @param usualAtLeast where the usual floor is to be, whatever its policy says
     */
    Risen raise(DbExecute transaction, Instant usualAtLeast) {
        FloorStore.hold(transaction);
        Floors before = FloorStore.read(transaction);
        Floors wanted = wanted(policies.all(transaction), before, usualAtLeast);
        Risen risen = new Risen(0, 0);
        for (ClientId client : sorted(wanted.own().keySet())) {
            Instant from = before.of(client);
            if (!wanted.of(client).equals(before.own().get(client))) {
                risen = risen.and(rise(transaction, Optional.of(client), Whose.of(client), from, wanted.of(client)));
            }
        }
        if (wanted.usual().isAfter(before.usual())) {
            Whose others = Whose.allBut(sorted(wanted.own().keySet()));
            risen = risen.and(rise(transaction, Optional.empty(), others, before.usual(), wanted.usual()));
        }
        return risen;
    }

    private Risen rise(DbExecute transaction, Optional<ClientId> client, Whose whose, Instant from, Instant to) {
        FloorStore.raise(transaction, client, to, clock.instant());
        if (!to.isAfter(from)) {
            return new Risen(0, 0);
        }
        long hidden = counts.between(transaction, whose, from, to);
        counts.hide(transaction, whose, from, to);
        return new Risen(1, hidden);
    }

    /** Where floors would be; never below where they are. */
    Floors wanted(List<Policy> decided, Floors now, Instant usualAtLeast) {
        Map<ClientId, Keep> own = decided.stream()
                .filter(policy -> policy.client().isPresent())
                .collect(Collectors.toMap(policy -> policy.client().orElseThrow(), Policy::keep));
        Keep usual = decided.stream()
                .filter(policy -> policy.client().isEmpty())
                .findFirst()
                .<Keep>map(Policy::keep)
                .orElseGet(Keep.ForEver::new);
        Map<ClientId, Instant> floors = new HashMap<>();
        Stream.concat(own.keySet().stream(), now.own().keySet().stream())
                .forEach(client -> floors.put(client, later(floor(own.getOrDefault(client, usual)), now.of(client))));
        return new Floors(later(later(floor(usual), usualAtLeast), now.usual()), floors);
    }

    private Instant floor(Keep keep) {
        return keep.floor(clock.instant(), counts.zone());
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }

    private static Set<ClientId> sorted(Set<ClientId> clients) {
        Set<ClientId> sorted = new TreeSet<>(Comparator.comparing(ClientId::value));
        sorted.addAll(clients);
        return sorted;
    }

    /**
     * What has happened.
     *
     * @param floors how many are higher now
     * @param hidden how many messages that put out of sight
     */
    record Risen(int floors, long hidden) {

        Risen and(Risen more) {
            return new Risen(floors + more.floors, hidden + more.hidden);
        }
    }
}
