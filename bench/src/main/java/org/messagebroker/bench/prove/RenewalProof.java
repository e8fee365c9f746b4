package org.messagebroker.bench.prove;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;
import org.messagebroker.bench.Figures;
import org.messagebroker.bench.Progress;
import org.messagebroker.bench.load.Connection;
import org.messagebroker.bench.load.Target;

/** A proxy renews its certificate again and again, and no client notices. */
final class RenewalProof implements Proof {

    private static final int CALLERS = 16;
    private static final int ACCEPTED = 202;
    private static final Duration PATIENCE_EACH = Duration.ofMinutes(1);
    private static final Duration PAUSE = Duration.ofMillis(50);

    /** Due at every look, and a look every second. */
    private static final Map<String, String> ALWAYS = Map.of("RENEWAL_CHECK_INTERVAL", "1s", "RENEWAL_BEFORE", "3650d");

    @Override
    public String name() {
        return "renewal";
    }

    @Override
    public String claim() {
        return "A proxy that renews its certificate serves on: no request fails, on open and on new connections.";
    }

    @Override
    public List<String> method(Scale scale) {
        return List.of(
                "A proxy joins with a token and is set to renew its certificate every second, until new connections have seen %d certificates."
                        .formatted(scale.count()),
                "%d clients send messages without a pause: half of them on connections that stay open, half on a new connection for each message."
                        .formatted(CALLERS),
                "Every request must be answered 202, and every handshake must succeed against the one trusted root.");
    }

    @Override
    public int proxies() {
        return 1;
    }

    @Override
    public int fullSize() {
        return 50;
    }

    @Override
    public Figures run(Site site, Scale scale, Progress progress) throws IOException {
        JoinedPart renewing = site.join("renewing", ALWAYS);
        Target target = site.client("renewal-client").at(renewing.port());
        Load load = new Load(target);
        long begin = System.nanoTime();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> working = load.start(threads);
            watch(load, scale.count(), progress);
            load.going.set(false);
            for (Future<?> each : working) {
                join(each);
            }
        }
        return figures(load, Duration.ofNanos(System.nanoTime() - begin));
    }

    private static void watch(Load load, int count, Progress progress) throws IOException {
        int seen = 0;
        long end = System.nanoTime() + PATIENCE_EACH.toNanos();
        while (load.certificates.size() <= count && load.failed.sum() == 0) {
            if (load.certificates.size() > seen) {
                seen = load.certificates.size();
                end = System.nanoTime() + PATIENCE_EACH.toNanos();
                progress.say("certificate " + seen + ", " + load.accepted.sum() + " messages");
            }
            if (System.nanoTime() > end) {
                throw new IOException("the proxy does not renew its certificate any more");
            }
            LockSupport.parkNanos(PAUSE.toNanos());
        }
    }

    private static Figures figures(Load load, Duration took) throws RefutedException {
        Figures figures = new Figures();
        figures.put("count", load.certificates.size() - 1L);
        figures.put("accepted", load.accepted.sum());
        figures.put("new_connections", load.connected.sum());
        figures.put("failed", load.failed.sum());
        figures.put("seconds", took.toMillis() / 1000.0);
        if (load.failed.sum() > 0) {
            throw new RefutedException(load.failed.sum() + " requests failed; the first: " + load.first);
        }
        return figures;
    }

    private static void join(Future<?> working) throws IOException {
        try {
            working.get();
        } catch (ExecutionException failed) {
            throw new IOException(failed.getCause());
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IOException("stopped", stopped);
        }
    }

    /** What the clients do and see. */
    private static final class Load {

        private final Target target;
        private final AtomicBoolean going = new AtomicBoolean(true);
        private final LongAdder accepted = new LongAdder();
        private final LongAdder connected = new LongAdder();
        private final LongAdder failed = new LongAdder();
        private final Set<String> certificates = ConcurrentHashMap.newKeySet();
        private volatile String first = "";

        Load(Target target) {
            this.target = target;
        }

        List<Future<?>> start(ExecutorService threads) {
            List<Future<?>> working = new ArrayList<>();
            for (int i = 0; i < CALLERS; i++) {
                boolean keeps = i % 2 == 0;
                working.add(threads.submit(() -> send(keeps)));
            }
            return working;
        }

        private void send(boolean keeps) {
            while (going.get()) {
                try (Connection connection = Connection.open(target)) {
                    connected.increment();
                    certificates.add(connection.peerSerial());
                    do {
                        post(connection);
                    } while (keeps && going.get());
                } catch (IOException broken) {
                    fail(String.valueOf(broken));
                }
            }
        }

        private void post(Connection connection) throws IOException {
            int status = connection
                    .exchange(Caller.request(target, "", Caller.body("renewal")))
                    .status();
            if (status == ACCEPTED) {
                accepted.increment();
            } else {
                fail("status " + status);
            }
        }

        private void fail(String how) {
            if (failed.sum() == 0) {
                first = how;
            }
            failed.increment();
        }
    }
}
