package org.messagebroker.bench.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** The most memory that processes have had resident since they started, as the kernel remembers it. Linux only. */
public final class ResidentMemory {
    private static final String PEAK = "VmHWM:";
    private static final double KIB_PER_MIB = 1024;

    private ResidentMemory() {}

    /**
     * In MiB, by name. Processes that are gone are left out.
     *
     * @param processes ids by name
     */
    public static Map<String, Double> peakMebibytes(Map<String, Long> processes) throws IOException {
        Map<String, Double> peaks = new LinkedHashMap<>();
        for (Map.Entry<String, Long> process : processes.entrySet()) {
            Path status = Path.of("/proc", process.getValue().toString(), "status");
            if (Files.exists(status)) {
                peaks.put(process.getKey(), peak(Files.readString(status)));
            }
        }
        return peaks;
    }

    /** From the text of {@code /proc/PID/status}; 0 if it does not say. */
    static double peak(String status) {
        return status.lines()
                .filter(line -> line.startsWith(PEAK))
                .mapToDouble(line -> Long.parseLong(line.replaceAll("\\D", "")) / KIB_PER_MIB)
                .findFirst()
                .orElse(0);
    }
}
