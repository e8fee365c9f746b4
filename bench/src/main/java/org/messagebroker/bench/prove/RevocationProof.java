package org.messagebroker.bench.prove;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;
import org.messagebroker.bench.Figures;
import org.messagebroker.bench.Progress;
import org.messagebroker.bench.load.Connection;
import org.messagebroker.bench.load.Latencies;

/** A revoked client is refused by every proxy, on the connections that it has open. */
final class RevocationProof implements Proof {

    private static final int ADMITTED = 400;
    private static final int REFUSED = 403;
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration PAUSE = Duration.ofMillis(1);
    private static final int LONGEST_REST_MILLIS = 300;
    private static final double TARGET_MILLIS = 2000;

    @Override
    public String name() {
        return "revocation";
    }

    @Override
    public String claim() {
        return "A revocation is obeyed by every connected proxy within two seconds (99 of 100), on open connections too.";
    }

    @Override
    public List<String> method(Scale scale) {
        return List.of(
                "Three proxies, one server. %d times: a new client gets a certificate and opens a keep-alive connection to each proxy."
                        .formatted(scale.count()),
                "Each connection asks again and again, with a request that an admitted client is answered 400.",
                "The certificate is revoked through the administration's API; the clock runs from before that call"
                        + " until the first 403 on the same connection.",
                "Between two revocations there is a random rest, so that they fall anywhere in the proxies' waiting.");
    }

    @Override
    public int proxies() {
        return 3;
    }

    @Override
    public int fullSize() {
        return 200;
    }

    @Override
    public Figures run(Site site, Scale scale, Progress progress) throws IOException {
        Random random = new Random(scale.seed());
        Latencies latencies = new Latencies();
        try (ExecutorService watchers = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 1; i <= scale.count(); i++) {
                revokeOne(site, "revoked-" + i, watchers).forEach(latencies::record);
                LockSupport.parkNanos(
                        Duration.ofMillis(random.nextInt(LONGEST_REST_MILLIS)).toNanos());
                if (i % 20 == 0) {
                    progress.say(i + " revocations, p99 so far %.0f ms".formatted(latencies.percentileMillis(99)));
                }
            }
        }
        return figures(scale, latencies);
    }

    private static List<Long> revokeOne(Site site, String id, ExecutorService watchers) throws IOException {
        Site.Holder client = site.client(id);
        List<Connection> connections = new ArrayList<>();
        try {
            for (int port : site.proxies()) {
                Connection connection = Connection.open(client.at(port));
                connections.add(connection);
                await(connection, request(port), ADMITTED);
            }
            List<Future<Long>> refusals = new ArrayList<>();
            for (int i = 0; i < connections.size(); i++) {
                Connection connection = connections.get(i);
                byte[] request = request(site.proxies().get(i));
                refusals.add(watchers.submit(() -> await(connection, request, REFUSED)));
            }
            long begin = System.nanoTime();
            site.admin()
                    .post(
                            "/admin/certificates/revoke",
                            Map.of("fingerprint", client.fingerprint(), "reason", "keyCompromise"));
            List<Long> latencies = new ArrayList<>();
            for (Future<Long> refusal : refusals) {
                latencies.add(get(refusal) - begin);
            }
            return latencies;
        } finally {
            for (Connection connection : connections) {
                connection.close();
            }
        }
    }

    /** Asks on one connection until the answer is this; answers when it came, in nanoseconds. */
    private static long await(Connection connection, byte[] request, int status) throws IOException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        int found = connection.exchange(request).status();
        while (found != status) {
            if (System.nanoTime() > end) {
                throw new RefutedException("after " + PATIENCE.toSeconds() + " s the answer is still " + found
                        + " where " + status + " was due");
            }
            LockSupport.parkNanos(PAUSE.toNanos());
            found = connection.exchange(request).status();
        }
        return System.nanoTime();
    }

    private static long get(Future<Long> refusal) throws IOException {
        try {
            return refusal.get();
        } catch (ExecutionException failed) {
            throw new RefutedException("a connection ended otherwise: " + failed.getCause());
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IOException("stopped", stopped);
        }
    }

    private static byte[] request(int port) {
        return ("POST /api/v1/messages HTTP/1.1\r\nHost: localhost:" + port
                        + "\r\nContent-Type: application/json\r\nContent-Length: 2\r\n\r\n{}")
                .getBytes(StandardCharsets.US_ASCII);
    }

    private Figures figures(Scale scale, Latencies latencies) throws RefutedException {
        Figures figures = new Figures();
        figures.put("count", scale.count());
        figures.put("refusals", latencies.count());
        figures.put("p50_ms", latencies.percentileMillis(50));
        figures.put("p99_ms", latencies.percentileMillis(99));
        figures.put("max_ms", latencies.maxMillis());
        if (latencies.percentileMillis(99) > TARGET_MILLIS) {
            throw new RefutedException("p99 is %.0f ms".formatted(latencies.percentileMillis(99)));
        }
        return figures;
    }
}
