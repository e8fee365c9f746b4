package org.messagebroker.bench.chaos;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
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

    private static final double LONGEST_RECOVERY_SECONDS = 15;
    private static final int LOST_SHOWN = 10;

    /** How a promise was broken, if one was. */
    Optional<String> broken() {
        List<Integer> lost = reckoning.lost();
        return lost.isEmpty() && reckoning.duplicated() == 0 && reckoning.refused() == 0
                ? Optional.empty()
                : Optional.of("%d accepted messages are lost (%s), %d stored twice, %d stored though refused"
                        .formatted(lost.size(), circumstances(lost), reckoning.duplicated(), reckoning.refused()));
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
                incidents.stream()
                        .filter(incident -> incident.recoverySeconds() > LONGEST_RECOVERY_SECONDS)
                        .count());
        figures.put("seconds", took.toMillis() / 1e3);
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
        row.put("away_max_s", greatest(group, Incident::awaySeconds));
        row.put("recovery_p50_s", median(group, Incident::recoverySeconds));
        row.put("recovery_max_s", greatest(group, Incident::recoverySeconds));
        return row.values();
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
