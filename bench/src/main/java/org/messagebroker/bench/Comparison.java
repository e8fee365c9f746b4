package org.messagebroker.bench;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.ToDoubleFunction;
import org.messagebroker.bench.load.Latencies;
import org.messagebroker.bench.load.LoadProcess;
import org.messagebroker.bench.load.LoadReport;
import org.messagebroker.bench.process.ProcessorTime;
import org.messagebroker.bench.process.ResidentMemory;

/**
 * Measures systems against each other in one run, there and back again (echo, accept, accept, echo), so that whatever
 * makes the machine slower or faster in the meantime falls on all of them alike.
 */
final class Comparison {
    private static final int WARMUP_CONNECTIONS = 32;
    private static final int FIRST_WARMUP = 10;

    private final LoadProcess generator;
    private final List<Contender> contenders;
    private final Figures figures;
    private final Progress progress;

    Comparison(LoadProcess generator, List<Contender> contenders, Figures figures, Progress progress) {
        this.generator = generator;
        this.contenders = List.copyOf(contenders);
        this.figures = figures;
        this.progress = progress;
    }

    /** Gives each system and the generator time to be compiled: ten times the usual warm-up, not reported. */
    void warmUp(Duration warmup) throws IOException {
        for (Contender contender : contenders) {
            progress.say("warming up " + contender.name());
            LoadReport load = generator.run(
                    contender.order(WARMUP_CONNECTIONS, warmup.multipliedBy(FIRST_WARMUP), Duration.ZERO));
            contender.settle(load);
        }
    }

    /** Measures each system for {@code measured} in all, half of it on the way back. */
    void run(int connections, Duration warmup, Duration measured) throws IOException {
        Map<Contender, List<Round>> rounds = new LinkedHashMap<>();
        for (Contender contender : thereAndBack()) {
            Round round = round(contender, connections, warmup, measured.dividedBy(2));
            rounds.computeIfAbsent(contender, first -> new ArrayList<>()).add(round);
        }
        rounds.forEach((contender, both) -> record(contender.name() + ".c" + connections + ".", both));
        for (Contender contender : contenders) {
            String key = contender.name() + ".c" + connections + ".rss_mb.";
            ResidentMemory.peakMebibytes(contender.processes())
                    .forEach((process, mebibytes) -> figures.put(key + process, mebibytes));
        }
    }

    /** Measures each system at the same constant rate, which both can take; keys are {@code NAME.half.…}. */
    void runHalf(int connections, Duration warmup, Duration measured, double rate) throws IOException {
        for (Contender contender : contenders) {
            LoadReport load =
                    generator.run(contender.order(connections, warmup, measured).at(rate));
            contender.settle(load);
            progress.say("%s at %,.0f/s: p99 %.2f ms"
                    .formatted(
                            contender.name(),
                            rate,
                            Latencies.decoded(load.latencies()).percentileMillis(99)));
            figures.put(contender.name() + ".half.", load);
        }
    }

    private List<Contender> thereAndBack() {
        List<Contender> order = new ArrayList<>(contenders);
        order.addAll(contenders.reversed());
        return order;
    }

    private Round round(Contender contender, int connections, Duration warmup, Duration measured) throws IOException {
        Map<String, Long> processes = new TreeMap<>(contender.processes());
        processes.put("generator", generator.pid());
        ProcessorTime before = ProcessorTime.of(processes);
        LoadReport load = generator.run(contender.order(connections, warmup, measured));
        Map<String, Double> cores = ProcessorTime.of(processes).coresSince(before);
        progress.say("%s, %d connections: %,.0f/s".formatted(contender.name(), connections, load.rate()));
        return new Round(load, cores, contender.settle(load));
    }

    private void record(String key, List<Round> rounds) {
        figures.put(
                key, rounds.stream().map(Round::load).reduce(LoadReport::plus).orElseThrow());
        figures.put(key + "rate_there", rounds.getFirst().load().rate());
        figures.put(key + "rate_back", rounds.getLast().load().rate());
        figures.put(
                key + "settle_seconds", mean(rounds, round -> round.settled().toMillis() / 1e3));
        for (String process : new TreeSet<>(rounds.getFirst().cores().keySet())) {
            figures.put(
                    key + "cores." + process,
                    mean(rounds, round -> round.cores().getOrDefault(process, 0.0)));
        }
    }

    private static double mean(List<Round> rounds, ToDoubleFunction<Round> value) {
        return rounds.stream().mapToDouble(value).average().orElse(0);
    }

    /**
     * One measurement of one system.
     *
     * @param cores processors that each process kept busy
     * @param settled until the system was idle again
     */
    private record Round(LoadReport load, Map<String, Double> cores, Duration settled) {}
}
