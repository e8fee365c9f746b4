package org.messagebroker.bench.process;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Processor time that processes have used so far.
 *
 * @param used by name of the process
 * @param at {@link System#nanoTime} when it was read
 */
public record ProcessorTime(Map<String, Duration> used, long at) {

    public ProcessorTime {
        used = Map.copyOf(used);
    }

    /**
     * Reads it now. Processes that are gone are left out.
     *
     * @param processes ids by name
     */
    public static ProcessorTime of(Map<String, Long> processes) {
        Map<String, Duration> used = new LinkedHashMap<>();
        processes.forEach((name, pid) -> ProcessHandle.of(pid)
                .flatMap(process -> process.info().totalCpuDuration())
                .ifPresent(time -> used.put(name, time)));
        return new ProcessorTime(used, System.nanoTime());
    }

    /** How many processors each process kept busy, on average, between {@code before} and this. */
    public Map<String, Double> coresSince(ProcessorTime before) {
        Map<String, Double> cores = new LinkedHashMap<>();
        double elapsed = at - before.at;
        used.forEach((name, time) -> {
            Duration earlier = before.used.getOrDefault(name, time);
            cores.put(name, time.minus(earlier).toNanos() / elapsed);
        });
        return cores;
    }
}
