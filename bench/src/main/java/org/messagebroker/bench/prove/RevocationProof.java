package org.messagebroker.bench.prove;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import org.messagebroker.bench.Figures;
import org.messagebroker.bench.Progress;
import org.messagebroker.bench.load.Connection;
import org.messagebroker.bench.load.Latencies;
import org.messagebroker.cli.AdminServer;

/** Who may not send any more is refused by every proxy, on the connections that he has open. */
final class RevocationProof implements Proof {

    private static final int OTHERS_PART = 4;
    private static final int TLS_PART = 20;
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration PAUSE = Duration.ofMillis(1);
    private static final int LONGEST_REST_MILLIS = 300;
    private static final double TARGET_MILLIS = 2000;

    /** Of fewer, 99 of 100 says nothing. */
    private static final int FEWEST_JUDGED = 100;

    @Override
    public String name() {
        return "revocation";
    }

    @Override
    public String claim() {
        return "A decision about who may send is obeyed by every connected proxy within two seconds (99 of 100), on open connections too.";
    }

    @Override
    public List<String> method(Scale scale) {
        return List.of(
                "Three proxies, one server. A new client gets a certificate and opens a keep-alive connection to each proxy.",
                "Each connection asks again and again. Then something is decided through the administration's API; the clock"
                        + " runs from before that call until the first other answer on the same connection.",
                "%d times %s.".formatted(scale.count(), Decision.revocation()),
                Decision.others().stream()
                        .map(decision -> "%d times %s".formatted(others(scale), decision))
                        .collect(Collectors.joining("; ", "", ".")),
                "%d times TLS 1.2 is taken from the proxies' listeners, or given back, and the change confirmed; the clock runs until"
                                .formatted(tlsChanges(scale))
                        + " a new handshake in TLS 1.2 ends the other way.",
                "Between two decisions there is a random rest, so that they fall anywhere in the proxies' waiting.",
                "`count`, `p50_ms` and `p99_ms` are those of the revocations; KIND.count is the number of decisions, each"
                        + " measured at three proxies. With fewer than %d revocations the delays are told, not judged."
                                .formatted(FEWEST_JUDGED));
    }

    @Override
    public int proxies() {
        return 3;
    }

    @Override
    public int fullSize() {
        return 200;
    }

    private static int others(Scale scale) {
        return Math.max(1, scale.count() / OTHERS_PART);
    }

    private static int tlsChanges(Scale scale) {
        return Math.max(1, scale.count() / TLS_PART);
    }

    @Override
    public Figures run(Site site, Scale scale, Progress progress) throws IOException {
        Map<String, Measured> measured = new LinkedHashMap<>();
        try (ExecutorService watchers = Executors.newVirtualThreadPerTaskExecutor()) {
            Run run = new Run(site, watchers, new Random(scale.seed()), progress);
            Measured revocations = run.decide(Decision.revocation(), scale.count());
            measured.put("", revocations);
            measured.put(Decision.revocation().name() + ".", revocations);
            for (Decision decision : Decision.others()) {
                measured.put(decision.name() + ".", run.decide(decision, others(scale)));
            }
            TlsChanges tls = new TlsChanges(site, site.adminAgain(), watchers);
            measured.put("tls.", new Measured(tlsChanges(scale), tls.measure(tlsChanges(scale))));
        }
        if (scale.count() >= FEWEST_JUDGED) {
            judge(measured);
        }
        return figures(measured);
    }

    private record Measured(int count, Latencies latencies) {}

    private record Run(Site site, ExecutorService watchers, Random random, Progress progress) {

        Measured decide(Decision decision, int times) throws IOException {
            Latencies latencies = new Latencies();
            AdminServer admin = site.adminAgain();
            for (int i = 1; i <= times; i++) {
                once(admin, decision, decision.name() + "-" + i).forEach(latencies::record);
                LockSupport.parkNanos(
                        Duration.ofMillis(random.nextInt(LONGEST_REST_MILLIS)).toNanos());
            }
            progress.say("%d times %s; p99 %.0f ms".formatted(times, decision, latencies.percentileMillis(99)));
            return new Measured(times, latencies);
        }

        private List<Long> once(AdminServer admin, Decision decision, String id) throws IOException {
            Site.Holder client = site.client(id);
            List<Connection> connections = new ArrayList<>();
            try {
                List<Future<Long>> refusals = new ArrayList<>();
                for (int port : site.proxies()) {
                    Connection connection = Connection.open(client.at(port));
                    connections.add(connection);
                    byte[] request = decision.request(client.at(port));
                    await(connection, request, decision.admitted());
                    refusals.add(watchers.submit(() -> await(connection, request, decision.refused())));
                }
                long begin = System.nanoTime();
                decision.act().by(admin, client);
                List<Long> latencies = new ArrayList<>();
                for (Future<Long> refusal : refusals) {
                    latencies.add(Watched.result(refusal) - begin);
                }
                return latencies;
            } finally {
                for (Connection connection : connections) {
                    connection.close();
                }
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

    private static void judge(Map<String, Measured> measured) throws RefutedException {
        for (Map.Entry<String, Measured> each : measured.entrySet()) {
            double p99 = each.getValue().latencies().percentileMillis(99);
            if (p99 > TARGET_MILLIS) {
                throw new RefutedException("%sp99_ms is %.0f".formatted(each.getKey(), p99));
            }
        }
    }

    /** By the prefix of their keys. */
    private static Figures figures(Map<String, Measured> measured) {
        Figures figures = new Figures();
        measured.forEach((prefix, kind) -> {
            figures.put(prefix + "count", kind.count());
            figures.put(prefix + "refusals", kind.latencies().count());
            figures.put(prefix + "p50_ms", kind.latencies().percentileMillis(50));
            figures.put(prefix + "p99_ms", kind.latencies().percentileMillis(99));
            figures.put(prefix + "max_ms", kind.latencies().maxMillis());
        });
        return figures;
    }
}
