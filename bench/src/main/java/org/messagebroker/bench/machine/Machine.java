package org.messagebroker.bench.machine;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** The machine in words, as far as Linux tells; what it does not tell is "unknown". */
public final class Machine {
    private static final String UNKNOWN = "unknown";

    private Machine() {}

    /** Keys and values for a report, in order. */
    public static Map<String, Object> describe(DataDirectory data) {
        Map<String, Object> machine = new LinkedHashMap<>();
        machine.put("machine.cores", Runtime.getRuntime().availableProcessors());
        machine.put("machine.processor", line(Path.of("/proc/cpuinfo"), "model name"));
        machine.put("machine.memory", line(Path.of("/proc/meminfo"), "MemTotal"));
        machine.put("machine.kernel", System.getProperty("os.name") + " " + System.getProperty("os.version"));
        machine.put("machine.jdk", System.getProperty("java.vm.name") + " " + Runtime.version());
        machine.put("machine.filesystem", data.filesystem());
        machine.put("machine.disk", data.device());
        machine.put("machine.load", firstLine(Path.of("/proc/loadavg")));
        return machine;
    }

    /** How many processes have wanted a processor in the last minute, on average; 0 where nobody counts. */
    public static double load() {
        return Math.max(0, ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage());
    }

    private static String line(Path file, String name) {
        try {
            return Files.readAllLines(file).stream()
                    .filter(line -> line.startsWith(name))
                    .map(line -> line.substring(line.indexOf(':') + 1).strip())
                    .findFirst()
                    .orElse(UNKNOWN);
        } catch (IOException notLinux) {
            return UNKNOWN;
        }
    }

    private static String firstLine(Path file) {
        try {
            return Files.readAllLines(file).getFirst();
        } catch (IOException notLinux) {
            return UNKNOWN;
        }
    }
}
