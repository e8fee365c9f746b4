package org.messagebroker.bench.prove;

import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;

/**
 * What a part has counted, by its own metrics.
 *
 * @param address of its metrics
 * @param text in the form of Prometheus
 * @param before what was counted when it began to be of interest; empty for nothing
 */
record Counters(URI address, String text, String before) {

    private static final int PATIENCE_MILLIS = 10_000;

    /** Now, of the part of the installation with this management port at offset 0. */
    static Counters of(Site site, int management) throws IOException {
        URI address =
                URI.create("http://127.0.0.1:" + (management + site.broker().portOffset()) + "/metrics");
        return new Counters(address, read(address), "");
    }

    /** What was counted since. */
    Counters since() throws IOException {
        return new Counters(address, read(address), text);
    }

    /** The sum of the counter over its labels, or of those that begin with {@code name{label="value"}}. */
    long count(String name) {
        return sum(text, name) - sum(before, name);
    }

    private static long sum(String metrics, String name) {
        String labelled = name.endsWith("}") ? name.substring(0, name.length() - 1) : name + "{";
        return metrics.lines()
                .filter(line -> line.startsWith(labelled) || line.startsWith(name + " "))
                .mapToLong(line -> (long) Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }

    private static String read(URI address) throws IOException {
        HttpURLConnection connection = (HttpURLConnection) address.toURL().openConnection();
        connection.setConnectTimeout(PATIENCE_MILLIS);
        connection.setReadTimeout(PATIENCE_MILLIS);
        try (InputStream in = connection.getInputStream()) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
