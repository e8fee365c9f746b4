package org.messagebroker.bench.prove;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.messagebroker.bench.Figures;
import org.messagebroker.bench.Progress;

/** Nothing that is sent again is accepted again: neither a replayed nonce nor a second request with the same key. */
final class ReplayProof implements Proof {

    private static final int REPLAYS_OF_EACH = 100;
    private static final int REPLAYS_PER_PAIR = 10;
    private static final int CALLERS = 16;
    private static final int HALF_AN_HOUR = 1800;

    /** Two that end no nonce early, then two that do, ahead and back; each is followed by the next. */
    private static final int[] STEPS = {-600, 60, 0, HALF_AN_HOUR, 0, -HALF_AN_HOUR, 0};

    private static final int[] PAIR_STEPS = {HALF_AN_HOUR, 0, -HALF_AN_HOUR, 0};
    private static final String CLIENT = "replayer";
    private static final int ACCEPTED = 202;
    private static final Set<Integer> TRY_AGAIN = Set.of(0, 503);
    private static final Duration PAUSE = Duration.ofMillis(20);
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    @Override
    public String name() {
        return "replay";
    }

    @Override
    public String claim() {
        return "A message that is sent again, with its nonce or with its idempotency key, is never accepted a second time.";
    }

    @Override
    public List<String> method(Scale scale) {
        return List.of(
                "Two proxies beside one Redis, one client whose requests must carry a nonce.",
                "%,d messages with a nonce and a timestamp are accepted; then each is sent again %d times, byte for byte, to both proxies at once (%,d replays)."
                        .formatted(originals(scale), REPLAYS_OF_EACH, scale.count()),
                "Meanwhile Redis is killed (SIGKILL) and started again, and its clock is stepped 10 minutes back, one minute ahead, and returned; then half an hour ahead, which ends every nonce early, and returned; then half an hour back, and returned.",
                "%,d times: two requests with the same Idempotency-Key and content at the same moment, one to each proxy, repeated until answered. Meanwhile Redis is killed once, and its clock is stepped half an hour ahead, returned, half an hour back and returned."
                        .formatted(pairs(scale)),
                "Accepted twice means: a replay that is answered 202, two message ids for one key, or, once the queue has run empty, a message with more than one row in the database. Every original and every pair must have its row, and nothing else may.");
    }

    @Override
    public int proxies() {
        return 2;
    }

    @Override
    public int fullSize() {
        return 100_000;
    }

    @Override
    public boolean needsItsOwnRedis() {
        return true;
    }

    @Override
    public Figures run(Site site, Scale scale, Progress progress) throws IOException {
        if (!site.redis().canStep()) {
            throw new IOException("the clock cannot be stepped on this machine; install faketime (libfaketime.so.1)");
        }
        Site.Holder client = site.client(CLIENT);
        site.admin().put("/admin/clients/" + CLIENT, Map.of("replay_mode", "required", "site", "main"));
        Figures figures = new Figures();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            replays(new Run(site, client, scale, threads, progress), figures);
            pairs(new Run(site, client, scale, threads, progress), figures);
        }
        progress.say("comparing with what is stored");
        Set<String> expected = expected(scale);
        compare(expected, new StoredMessages(site, CLIENT).texts(expected.size()), figures);
        return figures;
    }

    private static Set<String> expected(Scale scale) {
        return Stream.concat(
                        IntStream.range(0, originals(scale)).mapToObj(ReplayProof::originalText),
                        IntStream.range(0, pairs(scale)).mapToObj(ReplayProof::pairText))
                .collect(Collectors.toSet());
    }

    private static void compare(Set<String> expected, Map<String, Integer> stored, Figures figures)
            throws RefutedException {
        long twice = stored.values().stream().filter(rows -> rows > 1).count();
        long missing =
                expected.stream().filter(text -> !stored.containsKey(text)).count();
        long unknown = stored.keySet().stream()
                .filter(text -> !expected.contains(text))
                .count();
        figures.put("stored", stored.values().stream().mapToLong(rows -> rows).sum());
        figures.put("stored.expected", expected.size());
        figures.put("stored.twice", twice);
        figures.put("stored.missing", missing);
        figures.put("stored.unknown", unknown);
        refuteIf(twice + missing + unknown > 0, "what is stored is not what was accepted: " + figures.json());
    }

    private static String originalText(int number) {
        return "original " + number;
    }

    private static String pairText(int number) {
        return "pair " + number;
    }

    private record Run(Site site, Site.Holder client, Scale scale, ExecutorService threads, Progress progress) {

        Caller caller(int number) {
            return new Caller(
                    client.at(site.proxies().get(number % site.proxies().size())));
        }
    }

    private static int originals(Scale scale) {
        return Math.max(1, scale.count() / REPLAYS_OF_EACH);
    }

    private static int pairs(Scale scale) {
        return Math.max(1, scale.count() / REPLAYS_PER_PAIR);
    }

    private void replays(Run run, Figures figures) throws IOException {
        List<Original> originals = new ArrayList<>();
        try (Caller caller = run.caller(0)) {
            for (int i = 0; i < originals(run.scale()); i++) {
                originals.add(accepted(caller, i));
            }
        }
        run.progress().say(originals.size() + " messages accepted; replaying them");
        AtomicInteger next = new AtomicInteger();
        LongAdder twice = new LongAdder();
        Map<Integer, LongAdder> answers = new ConcurrentHashMap<>();
        List<Future<Void>> working = start(run, number -> {
            try (Caller caller = run.caller(number)) {
                for (int i = next.getAndIncrement(); i < run.scale().count(); i = next.getAndIncrement()) {
                    Original original = originals.get(i % originals.size());
                    Caller.Said said = caller.post(original.headers(), original.body());
                    answers.computeIfAbsent(said.status(), status -> new LongAdder())
                            .increment();
                    if (said.status() == ACCEPTED) {
                        twice.increment();
                    }
                }
            }
        });
        disturb(run, next);
        join(working);
        figures.put("replays", run.scale().count());
        answers.forEach((status, count) -> figures.put("replays.answered." + status, count.sum()));
        figures.put("replays.accepted_twice", twice.sum());
        figures.put("clock_steps", STEPS.length);
        refuteIf(twice.sum() > 0, twice.sum() + " replays were accepted");
    }

    private static void disturb(Run run, AtomicInteger done) throws IOException {
        SteppedRedis redis = run.site().redis();
        int pause = run.scale().count() / (STEPS.length + 2);
        await(done, pause);
        redis.crash();
        run.progress().say("Redis was killed and is back");
        for (int i = 0; i < STEPS.length; i++) {
            await(done, pause * (i + 2));
            redis.step(STEPS[i]);
            run.progress().say("its clock is %+d s from the true time".formatted(STEPS[i]));
        }
    }

    private static void disturbPairs(Run run, AtomicInteger done) throws IOException {
        SteppedRedis redis = run.site().redis();
        int pause = pairs(run.scale()) / (PAIR_STEPS.length + 2);
        for (int i = 0; i < PAIR_STEPS.length; i++) {
            await(done, pause * (i + 1));
            redis.step(PAIR_STEPS[i]);
        }
        await(done, pause * (PAIR_STEPS.length + 1));
        redis.crash();
    }

    private void pairs(Run run, Figures figures) throws IOException {
        int pairs = pairs(run.scale());
        AtomicInteger next = new AtomicInteger();
        LongAdder twice = new LongAdder();
        LongAdder together = new LongAdder();
        List<Future<Void>> working = start(run, number -> {
            try (Caller one = run.caller(number);
                    Caller other = run.caller(number + 1)) {
                for (int i = next.getAndIncrement(); i < pairs; i = next.getAndIncrement()) {
                    Set<String> ids = pair(run, one, other, i);
                    together.increment();
                    if (ids.size() != 1) {
                        twice.increment();
                    }
                }
            }
        });
        disturbPairs(run, next);
        join(working);
        figures.put("pairs", together.sum());
        figures.put("pairs.clock_steps", PAIR_STEPS.length);
        figures.put("pairs.accepted_twice", twice.sum());
        refuteIf(twice.sum() > 0, twice.sum() + " keys have two messages");
    }

    private static Set<String> pair(Run run, Caller one, Caller other, int i) throws IOException {
        String headers = "Idempotency-Key: " + UUID.randomUUID() + "\r\n";
        String body = Caller.body(pairText(i));
        Future<String> first = run.threads().submit(() -> untilAccepted(one, headers, body));
        Future<String> second = run.threads().submit(() -> untilAccepted(other, headers, body));
        return Set.copyOf(List.of(get(first), get(second)));
    }

    private static String untilAccepted(Caller caller, String headers, String body) throws IOException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        Caller.Said said = caller.post(headers, body);
        while (TRY_AGAIN.contains(said.status()) && System.nanoTime() < end) {
            LockSupport.parkNanos(PAUSE.toNanos());
            said = caller.post(headers, body);
        }
        if (said.status() != ACCEPTED) {
            throw new IOException("a request with a key was answered " + said.status());
        }
        return said.messageId().orElseThrow(() -> new IOException("a 202 without a message id"));
    }

    private static Original accepted(Caller caller, int number) throws IOException {
        Original original = Original.create(number);
        untilAccepted(caller, original.headers(), original.body());
        return original;
    }

    private record Original(String headers, String body) {
        static Original create(int number) {
            String nonce = UUID.randomUUID().toString().replace("-", "");
            return new Original(
                    "X-Nonce: " + nonce + "\r\nX-Timestamp: " + Instant.now().getEpochSecond() + "\r\n",
                    Caller.body(originalText(number)));
        }
    }

    private static List<Future<Void>> start(Run run, Work work) {
        List<Future<Void>> working = new ArrayList<>();
        for (int i = 0; i < CALLERS; i++) {
            int number = i;
            Callable<Void> task = () -> {
                work.by(number);
                return null;
            };
            working.add(run.threads().submit(task));
        }
        return working;
    }

    private static void await(AtomicInteger done, int count) throws IOException {
        long end = System.nanoTime() + Duration.ofHours(1).toNanos();
        while (done.get() < count) {
            if (System.nanoTime() > end) {
                throw new IOException("it does not go on");
            }
            LockSupport.parkNanos(PAUSE.toNanos());
        }
    }

    private static void join(List<Future<Void>> working) throws IOException {
        for (Future<Void> each : working) {
            get(each);
        }
    }

    private static <T> T get(Future<T> future) throws IOException {
        try {
            return future.get();
        } catch (ExecutionException failed) {
            throw new IOException(failed.getCause());
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IOException("stopped", stopped);
        }
    }

    private static void refuteIf(boolean broken, String how) throws RefutedException {
        if (broken) {
            throw new RefutedException(how);
        }
    }

    private interface Work {
        void by(int number) throws IOException;
    }
}
