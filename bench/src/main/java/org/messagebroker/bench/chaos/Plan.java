package org.messagebroker.bench.chaos;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

/**
 * Which faults, in which order: kills, all parts in turn, in a new order each time; the others spread among them; at last
 * those that need every clock in hand, because that changes how all parts run.
 *
 * @param faults in order
 */
record Plan(List<Fault> faults) {

    private static final List<String> PARTS = List.of("proxy", "worker", "server", "redis", "mariadb");
    private static final List<String> CLOCKS = List.of("proxy", "worker", "server", "redis");
    private static final Duration STEP = Duration.ofMinutes(5);

    Plan {
        faults = List.copyOf(faults);
    }

    /**
     * The same plan for the same arguments.
     *
     * @param kills how many of the faults are kills
     * @param only names, or their beginnings up to a dash, of the faults wanted; empty for all
     * @throws IllegalArgumentException when a name is of no fault
     */
    static Plan of(Size size, int kills, List<String> only, Random random) {
        List<Fault> others = others(size);
        requireKnown(only, others);
        Collections.shuffle(others, random);
        List<Fault> faults = new ArrayList<>(kills(kills, random));
        int space = faults.size() / others.size() + 1;
        for (int i = 0; i < others.size(); i++) {
            faults.add(Math.min(faults.size(), i * (space + 1)), others.get(i));
        }
        faults.addAll(clocks(size));
        return new Plan(faults.stream().filter(fault -> isWanted(fault, only)).toList());
    }

    /** Whether any of them is of this type. */
    boolean has(Class<? extends Fault> type) {
        return faults.stream().anyMatch(type::isInstance);
    }

    /** What happens, once each. */
    List<String> descriptions() {
        return faults.stream().map(Fault::description).distinct().sorted().toList();
    }

    private static List<Fault> kills(int count, Random random) {
        List<Fault> kills = new ArrayList<>();
        while (kills.size() < count) {
            List<String> turn = new ArrayList<>(PARTS);
            Collections.shuffle(turn, random);
            turn.forEach(part -> kills.add(new Kill(part)));
        }
        return kills.subList(0, count);
    }

    private static List<Fault> others(Size size) {
        Stream<Fault> standstills = PARTS.stream().map(part -> new Standstill(part, size.standstill()));
        Stream<Fault> rest = Stream.of(
                new DatabaseDown(size.databaseDown()),
                new MemoryFull(size.memoryFull()),
                new DiskFull("mariadb", size.diskFull()),
                new DiskFull("redis", size.diskFull()),
                new LostAnswers(LostAnswers.Between.DELIVER, size.lostAnswers()),
                new LostAnswers(LostAnswers.Between.ENQUEUE, size.lostAnswers()),
                new WrongCertificate(size.wrongCertificate()),
                new SameBatch(size.standstill()));
        return new ArrayList<>(Stream.concat(standstills, rest).toList());
    }

    private static List<Fault> clocks(Size size) {
        return CLOCKS.stream()
                .flatMap(part -> Stream.of(STEP, STEP.negated())
                        .<Fault>map(step -> new SteppedClock(part, step, size.steppedClock())))
                .toList();
    }

    private static void requireKnown(List<String> only, List<Fault> others) {
        List<Fault> all = Stream.of(kills(PARTS.size(), new Random(0)), others, clocks(Size.SHORT))
                .flatMap(List::stream)
                .toList();
        for (String name : only) {
            if (all.stream().noneMatch(fault -> isWanted(fault, List.of(name)))) {
                throw new IllegalArgumentException("there is no fault \"" + name + "\"; there are "
                        + String.join(
                                ", ", all.stream().map(Fault::name).sorted().toList()));
            }
        }
    }

    private static boolean isWanted(Fault fault, List<String> only) {
        return only.isEmpty() || only.stream().anyMatch(name -> (fault.name() + "-").startsWith(name + "-"));
    }
}
