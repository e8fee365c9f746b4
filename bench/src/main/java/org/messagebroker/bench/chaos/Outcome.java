package org.messagebroker.bench.chaos;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.messagebroker.bench.Figures;

/**
 * What a run has shown.
 *
 * @param skipped why some faults did not happen, by their names
 * @param accepted how many 202s clients were given
 * @param lostAnswers how many answers of the server and of Redis were dropped
 * @param took from the first message to the last
 */
record Outcome(
        Reckoning reckoning,
        List<Incident> incidents,
        Map<String, String> skipped,
        long accepted,
        long lostAnswers,
        Duration took) {

    private static final int LOST_SHOWN = 10;

    /**
     * How a promise was broken, if one was.
     *
     * @param recovery how long one may take
     */
    Optional<String> broken(Duration recovery) {
        List<String> broken = Stream.of(unkept(), notHeld(), slow(recovery))
                .flatMap(Optional::stream)
                .toList();
        return broken.isEmpty() ? Optional.empty() : Optional.of(String.join("; ", broken));
    }

    private Optional<String> unkept() {
        List<Integer> lost = reckoning.lost();
        return lost.isEmpty() && reckoning.duplicated() == 0 && reckoning.refused() == 0
                ? Optional.empty()
                : Optional.of("%d accepted messages are lost (%s), %d stored twice, %d stored though refused"
                        .formatted(lost.size(), circumstances(lost), reckoning.duplicated(), reckoning.refused()));
    }

    /** A fault that did not take hold shows nothing. */
    private Optional<String> notHeld() {
        return listed(
                "faults did not take hold",
                incident -> !incident.evidence().tookHold(),
                incident -> incident.evidence().seen());
    }

    private Optional<String> slow(Duration recovery) {
        return listed(
                "recoveries took more than " + recovery.toSeconds() + " s",
                incident -> incident.recoverySeconds() > recovery.toSeconds(),
                incident -> "%.1f s at load %.1f".formatted(incident.recoverySeconds(), incident.load()));
    }

    private Optional<String> listed(String what, Predicate<Incident> which, Function<Incident, String> how) {
        List<String> found = incidents.stream()
                .filter(which)
                .map(incident -> incident.fault().name() + ": " + how.apply(incident))
                .toList();
        return found.isEmpty()
                ? Optional.empty()
                : Optional.of("%d %s (%s)".formatted(found.size(), what, String.join(", ", found)));
    }

    private String circumstances(List<Integer> lost) {
        return lost.stream()
                .limit(LOST_SHOWN)
                .map(number -> number + " since " + lastFaultBefore(number))
                .collect(Collectors.joining(", "));
    }

    private String lastFaultBefore(int number) {
        return incidents.stream()
                .filter(incident -> incident.from() <= number)
                .reduce((earlier, later) -> later)
                .map(incident -> incident.fault().name())
                .orElse("the start");
    }

    /** By key. */
    Figures figures() {
        Figures figures = new Figures();
        figures.put("accepted", accepted);
        figures.put("stored", reckoning.stored());
        figures.put("lost", (long) reckoning.lost().size());
        figures.put("duplicated", reckoning.duplicated());
        figures.put("unanswered_stored", reckoning.unanswered());
        figures.put("refused_stored", reckoning.refused());
        figures.put("kills", incidents.stream().filter(Outcome::isKill).count());
        figures.put("lost_answers", lostAnswers);
        figures.put("recovery_p50_s", median(incidents, Incident::recoverySeconds));
        figures.put("recovery_max_s", greatest(incidents, Incident::recoverySeconds));
        figures.put(
                "recovery_over_15_s",
                incidents.stream().filter(Incident::isSlow).count());
        figures.put(
                "not_taken_hold",
                incidents.stream()
                        .filter(incident -> !incident.evidence().tookHold())
                        .count());
        figures.put("load_max", greatest(incidents, Incident::load));
        figures.put("seconds", took.toMillis() / 1e3);
        figures.put("accepted_per_second", accepted * 1e3 / Math.max(1, took.toMillis()));
        figures.putAll(Map.of("faults", faults()));
        return figures;
    }

    private List<Map<String, Object>> faults() {
        Map<String, List<Incident>> byName = incidents.stream()
                .collect(Collectors.groupingBy(incident -> incident.fault().name(), TreeMap::new, Collectors.toList()));
        List<Map<String, Object>> faults = new java.util.ArrayList<>();
        byName.forEach((name, group) -> faults.add(row(name, group)));
        new TreeMap<>(skipped)
                .forEach((name, why) -> faults.add(new LinkedHashMap<>(Map.of("fault", name, "skipped", why))));
        return faults;
    }

    private static Map<String, Object> row(String name, List<Incident> group) {
        Figures row = new Figures();
        row.putAll(Map.of("fault", name));
        row.put("times", (long) group.size());
        row.put(
                "took_hold",
                group.stream()
                        .filter(incident -> incident.evidence().tookHold())
                        .count());
        row.put("away_max_s", greatest(group, Incident::awaySeconds));
        row.put("recovery_p50_s", median(group, Incident::recoverySeconds));
        row.put("recovery_max_s", greatest(group, Incident::recoverySeconds));
        row.put("load_max", greatest(group, Incident::load));
        row.putAll(Map.of("seen", seen(group)));
        return row.values();
    }

    /** What speaks against the first that did not take hold, or else for the last. */
    private static String seen(List<Incident> group) {
        return group.stream()
                .map(Incident::evidence)
                .filter(evidence -> !evidence.tookHold())
                .findFirst()
                .orElse(group.getLast().evidence())
                .seen();
    }

    private static boolean isKill(Incident incident) {
        return incident.fault() instanceof Kill;
    }

    private static double greatest(List<Incident> of, ToDoubleFunction<Incident> what) {
        return of.stream().mapToDouble(what).max().orElse(0);
    }

    private static double median(List<Incident> of, ToDoubleFunction<Incident> what) {
        double[] sorted = of.stream().mapToDouble(what).sorted().toArray();
        return sorted.length == 0 ? 0 : sorted[sorted.length / 2];
    }
}
