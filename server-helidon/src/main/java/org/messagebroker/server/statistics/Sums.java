package org.messagebroker.server.statistics;

import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Sums by the beginning of their piece of time and by group, which is absent for all that are not named. One thread at a time. */
record Sums(Map<Point, Measures> points) {

    void add(Instant begin, Optional<String> group, Measures more) {
        points.computeIfAbsent(new Point(begin, group), _ -> new Measures()).add(more);
    }

    Measures total() {
        Measures total = new Measures();
        points.values().forEach(total::add);
        return total;
    }

    /** Over all time. */
    Map<Optional<String>, Measures> groups() {
        Map<Optional<String>, Measures> groups = new HashMap<>();
        points.forEach((point, measures) ->
                groups.computeIfAbsent(point.group(), _ -> new Measures()).add(measures));
        return groups;
    }

    /** The same with all groups but these together. */
    Sums naming(Collection<String> named) {
        Sums fewer = new Sums(new HashMap<>());
        points.forEach(
                (point, measures) -> fewer.add(point.begin(), point.group().filter(named::contains), measures));
        return fewer;
    }

    Measures at(Instant begin, Optional<String> group) {
        return points.getOrDefault(new Point(begin, group), new Measures());
    }

    /** What is summed. */
    record Point(Instant begin, Optional<String> group) {}
}
