package org.messagebroker.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;

/** A test message through a proxy, followed to its end: the server says by itself when it has taken too long. */
final class ProxyTest {

    private static final Duration PAUSE = Duration.ofMillis(200);
    private static final int FAILED = 1;

    private final AdminServer server;
    private final Printer printer;
    private final String path;
    private final List<String> told = new ArrayList<>();

    private ProxyTest(AdminServer server, Printer printer, String path) {
        this.server = server;
        this.printer = printer;
        this.path = path;
    }

    static ProxyTest of(Call call, String proxy) {
        return new ProxyTest(call.server(), call.printer(), "/admin/proxies/" + AdminServer.encoded(proxy) + "/test");
    }

    /** The exit code. */
    int run() {
        JsonNode test = server.post(path, Map.of());
        while (isOpen(test)) {
            tell(test);
            LockSupport.parkNanos(PAUSE.toNanos());
            test = server.get(path);
        }
        return end(test);
    }

    private int end(JsonNode test) {
        tell(test);
        if (printer.json()) {
            printer.fields(test);
        }
        if (state(test).equals("delivered")) {
            printer.say("Delivered by " + test.path("worker").asText() + ", "
                    + test.path("total_millis").asLong() + " ms after the order.");
            return 0;
        }
        printer.say("Failed: " + test.path("reason").asText());
        return FAILED;
    }

    /** What has happened since it was last told. */
    private void tell(JsonNode test) {
        step(test, "ordered_at", "Ordered");
        step(test, "fetched_at", "Fetched by the proxy");
        step(test, "accepted_at", "Accepted into its queue");
    }

    private void step(JsonNode test, String field, String words) {
        if (test.hasNonNull(field) && !told.contains(field)) {
            told.add(field);
            printer.say("%-24s %s".formatted(words, test.path(field).asText()));
        }
    }

    private static boolean isOpen(JsonNode test) {
        return List.of("waiting", "accepted").contains(state(test));
    }

    private static String state(JsonNode test) {
        return test.path("state").asText();
    }
}
