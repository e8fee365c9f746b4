package org.messagebroker.bench.prove;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.messagebroker.cli.AdminServer;

/** The rows that an installation has stored for a client, as an administrator sees them. */
record StoredMessages(Site site, String client) {

    private static final int PROXY_MANAGEMENT = 9101;
    private static final int PAGE = 1000;
    private static final Duration PATIENCE = Duration.ofMinutes(10);
    private static final Duration PAUSE = Duration.ofSeconds(2);

    /**
     * How many rows have which text, once nothing waits any more and there are this many texts, or no more come.
     *
     * @throws IOException if the queue does not run empty
     */
    Map<String, Integer> texts(int expected) throws IOException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            boolean waiting = Counters.of(site, PROXY_MANAGEMENT).count("redis_queue_size") > 0;
            Map<String, Integer> texts = waiting ? Map.of() : read(site.adminAgain());
            if (texts.size() >= expected) {
                return texts;
            }
            if (System.nanoTime() > end) {
                return requireDrained(waiting, texts);
            }
            LockSupport.parkNanos(PAUSE.toNanos());
        }
    }

    private static Map<String, Integer> requireDrained(boolean waiting, Map<String, Integer> texts) throws IOException {
        if (waiting) {
            throw new IOException("the queue does not run empty");
        }
        return texts;
    }

    private Map<String, Integer> read(AdminServer admin) {
        Map<String, Integer> texts = new HashMap<>();
        String after = "";
        while (true) {
            JsonNode page = admin.get("/portal/messages?limit=" + PAGE + after);
            for (JsonNode row : page) {
                if (row.path("client_id").asText().equals(client)) {
                    texts.merge(row.path("message_body").asText(), 1, Integer::sum);
                }
                after = "&after=" + row.path("message_id").asText();
            }
            if (page.size() < PAGE) {
                return texts;
            }
        }
    }
}
