package org.messagebroker.bench.chaos;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.OptionalDouble;

/**
 * A number that a part tells at its management port.
 *
 * @param port of the management
 * @param metric its name, without labels
 */
record Gauge(int port, String metric) {

    private static final int PATIENCE_MILLIS = 2000;

    /** The number now, the sum over its labels; empty when the part does not tell. */
    OptionalDouble read() {
        try {
            HttpURLConnection connection = (HttpURLConnection)
                    URI.create("http://127.0.0.1:" + port + "/metrics").toURL().openConnection();
            connection.setConnectTimeout(PATIENCE_MILLIS);
            connection.setReadTimeout(PATIENCE_MILLIS);
            return number(new String(connection.getInputStream().readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException away) {
            return OptionalDouble.empty();
        }
    }

    private OptionalDouble number(String metrics) {
        double[] found = metrics.lines()
                .filter(line -> line.startsWith(metric + "{") || line.startsWith(metric + " "))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .toArray();
        return found.length == 0
                ? OptionalDouble.empty()
                : OptionalDouble.of(java.util.Arrays.stream(found).sum());
    }
}
