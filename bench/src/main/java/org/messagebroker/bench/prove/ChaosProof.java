package org.messagebroker.bench.prove;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;
import org.messagebroker.bench.Figures;
import org.messagebroker.bench.Progress;
import org.messagebroker.cli.AdminServer;

/**
 * Parts die, stand still and run full while messages flow; every accepted message is stored, once.
 *
 * @param rate messages a second
 */
record ChaosProof(int rate) implements Proof {

    private static final String CLIENT = "chaos";
    private static final List<String> PARTS = List.of("proxy", "worker", "server", "redis", "mariadb");
    private static final Duration STANDSTILL = Duration.ofSeconds(20);
    private static final Duration FULL = Duration.ofSeconds(3);
    private static final Duration PAUSE = Duration.ofMillis(100);
    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final int LONGEST_REST_MILLIS = 1000;
    private static final int ROUND = 10;
    private static final int STANDSTILL_IN_ROUND = 3;
    private static final int FULL_IN_ROUND = 6;
    private static final int PAGE = 1000;

    @Override
    public String name() {
        return "chaos";
    }

    @Override
    public String command() {
        return "./broker chaos";
    }

    @Override
    public String options(Scale scale) {
        return " --kills " + scale.count() + " --rate " + rate;
    }

    @Override
    public String claim() {
        return "A message that was accepted is stored, and stored once, whatever dies.";
    }

    @Override
    public List<String> method(Scale scale) {
        return List.of(
                "Clients send %,d messages a second, each under an idempotency key, repeat it until it is accepted, and write down each 202."
                        .formatted(rate),
                "%d times one of proxy, worker, server, Redis and MariaDB is killed (SIGKILL) at a random moment; the supervisor starts it again."
                        .formatted(scale.count()),
                "In every round of ten the worker is stopped for 20 s (SIGSTOP) and Redis is at its memory limit for 3 s.",
                "After each, a message must be accepted and delivered; recovery is the time until then from the moment at which the part's new process was seen, which is looked for about once a second.",
                "At the end what the clients wrote down is compared with the decrypted rows: lost is what has no row or another body, duplicated is a row that no client knows of.");
    }

    @Override
    public int proxies() {
        return 1;
    }

    @Override
    public int fullSize() {
        return 100;
    }

    @Override
    public Figures run(Site site, Scale scale, Progress progress) throws IOException {
        Site.Holder client = site.client(CLIENT);
        long begin = System.nanoTime();
        try (ChaosLoad load = ChaosLoad.start(client.at(site.proxies().getFirst()), scale.seed(), rate);
                Caller caller = new Caller(client.at(site.proxies().getFirst()))) {
            Run run =
                    new Run(site, load, caller, progress, new Random(scale.seed()), new TreeMap<>(), new ArrayList<>());
            for (int number = 1; number <= scale.count(); number++) {
                run.disturb(number);
            }
            load.finish();
            return figures(site, run, Duration.ofNanos(System.nanoTime() - begin), progress);
        }
    }

    private static Figures figures(Site site, Run run, Duration took, Progress progress) throws IOException {
        Map<String, String> journal = run.load().journal();
        progress.say("%,d messages accepted; comparing".formatted(journal.size()));
        Map<String, String> stored = stored(site.adminAgain(), journal.keySet());
        long lost = journal.entrySet().stream()
                .filter(accepted -> !accepted.getValue().equals(stored.get(accepted.getKey())))
                .count();
        Set<String> unknown = new HashSet<>(stored.keySet());
        unknown.removeAll(journal.keySet());
        Figures figures = new Figures();
        figures.put("accepted", journal.size());
        figures.put("stored", stored.size());
        figures.put("lost", lost);
        figures.put("duplicated", unknown.size());
        figures.put(
                "kills",
                run.count().values().stream().mapToLong(Long::longValue).sum());
        run.count().forEach((part, count) -> figures.put("kills." + part, count));
        List<Double> recoveries = run.recoveries().stream().sorted().toList();
        figures.put("recovery_p50_s", recoveries.get(recoveries.size() / 2));
        figures.put("recovery_max_s", Collections.max(recoveries));
        figures.put("seconds", took.toMillis() / 1e3);
        if (lost > 0 || !unknown.isEmpty()) {
            throw new RefutedException(
                    lost + " accepted messages are lost, " + unknown.size() + " are stored twice: " + figures.json());
        }
        return figures;
    }

    /** The bodies of the client's rows by message id, when all that was accepted is there or nothing more comes. */
    private static Map<String, String> stored(AdminServer admin, Set<String> accepted) throws IOException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        Map<String, String> rows = rows(admin);
        while (!rows.keySet().containsAll(accepted) && System.nanoTime() < end) {
            LockSupport.parkNanos(Duration.ofSeconds(5).toNanos());
            rows = rows(admin);
        }
        return rows;
    }

    private static Map<String, String> rows(AdminServer admin) {
        Map<String, String> rows = new TreeMap<>();
        String after = "";
        while (true) {
            JsonNode page = admin.get("/portal/messages?status_filter=delivered&limit=" + PAGE + after);
            for (JsonNode row : page) {
                if (row.path("client_id").asText().equals(CLIENT)) {
                    rows.put(
                            row.path("message_id").asText(),
                            row.path("message_body").asText());
                }
                after = "&after=" + row.path("message_id").asText();
            }
            if (page.size() < PAGE) {
                return rows;
            }
        }
    }

    private record Run(
            Site site,
            ChaosLoad load,
            Caller caller,
            Progress progress,
            Random random,
            Map<String, Long> count,
            List<Double> recoveries) {

        void disturb(int number) throws IOException {
            rest(Duration.ofMillis(random.nextInt(LONGEST_REST_MILLIS)));
            switch (number % ROUND) {
                case STANDSTILL_IN_ROUND -> standStill("worker");
                case FULL_IN_ROUND -> fillRedis();
                default -> {
                    // Only the kill.
                }
            }
            String part = PARTS.get(random.nextInt(PARTS.size()));
            kill(part);
            progress.say("%d: %s was killed, recovery %.1f s, %,d accepted"
                    .formatted(
                            number, part, recoveries.getLast(), load.journal().size()));
        }

        private void kill(String part) throws IOException {
            long old = running(part, Optional.empty());
            ProcessHandle.of(old).ifPresent(ProcessHandle::destroyForcibly);
            count.merge(part, 1L, Long::sum);
            running(part, Optional.of(old));
            recover();
        }

        private void standStill(String part) throws IOException {
            long process = running(part, Optional.empty());
            signal("STOP", process);
            rest(STANDSTILL);
            signal("CONT", process);
            recover();
        }

        private void fillRedis() throws IOException {
            RedisConsole redis = new RedisConsole(site.broker());
            String before = redis.setting("maxmemory");
            redis.set("maxmemory", "1");
            rest(FULL);
            redis.set("maxmemory", before);
            recover();
        }

        /** The process of a part, when it runs as another one than before. */
        private long running(String part, Optional<Long> before) throws IOException {
            long end = System.nanoTime() + PATIENCE.toNanos();
            while (System.nanoTime() < end) {
                Optional<Long> now =
                        Optional.ofNullable(site.broker().processes().get(part));
                if (now.isPresent() && !now.equals(before)) {
                    return now.get();
                }
                rest(PAUSE);
            }
            throw new IOException(part + " is not started again");
        }

        private void recover() throws IOException {
            long begin = System.nanoTime();
            String id = load.accept(caller);
            while (!caller.state(id).orElse("").contains("\"delivered\"")) {
                if (System.nanoTime() - begin > PATIENCE.toNanos()) {
                    throw new RefutedException("message " + id + " is not delivered");
                }
                rest(PAUSE);
            }
            recoveries.add((System.nanoTime() - begin) / 1e9);
        }

        private static void rest(Duration time) {
            LockSupport.parkNanos(time.toNanos());
        }

        private static void signal(String name, long process) throws IOException {
            try {
                Process kill = new ProcessBuilder("kill", "-" + name, Long.toString(process))
                        .inheritIO()
                        .start();
                if (kill.waitFor() != 0) {
                    throw new IOException("process " + process + " could not be told to " + name);
                }
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
                throw new IOException("stopped", stopped);
            }
        }
    }
}
