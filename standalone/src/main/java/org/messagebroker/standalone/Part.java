package org.messagebroker.standalone;

import java.util.List;
import java.util.Map;

/**
 * A service of the installation, run in a process of its own as in production.
 *
 * @param name also of its working directory and its log
 * @param module the module whose jar it is
 * @param port its main port
 * @param managementPort where it tells whether it is ready
 * @param javaOptions for its process
 * @param settings written into its {@code .env}
 */
record Part(
        String name,
        String module,
        int port,
        int managementPort,
        List<String> javaOptions,
        Map<String, String> settings) {

    Part {
        javaOptions = List.copyOf(javaOptions);
        settings = Map.copyOf(settings);
    }

    /** Names the part; the settings hold secrets. */
    @Override
    public String toString() {
        return "Part[" + name + "]";
    }
}
