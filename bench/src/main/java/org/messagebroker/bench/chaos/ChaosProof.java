package org.messagebroker.bench.chaos;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import org.messagebroker.bench.Figures;
import org.messagebroker.bench.Progress;
import org.messagebroker.bench.Workplace;
import org.messagebroker.bench.load.Target;
import org.messagebroker.bench.prove.Proof;
import org.messagebroker.bench.prove.RefutedException;
import org.messagebroker.bench.prove.Site;

/** Whatever fails while messages flow, every accepted message is stored, once. Runs once. */
final class ChaosProof implements Proof {

    private static final String CLIENT = "chaos";
    private static final Duration PATIENCE = Duration.ofMinutes(10);
    private static final Duration PAUSE = Duration.ofSeconds(2);
    private static final int PROXY_MANAGEMENT = 9101;
    private static final int FULL_SIZE = 100;

    private final Size size;
    private final int rate;
    private final List<String> only;
    private Optional<Volumes> volumes = Optional.empty();

    /**
     * A run.
     *
     * @param rate messages a second
     * @param only names of faults; empty for all
     */
    ChaosProof(Size size, int rate, List<String> only) {
        this.size = size;
        this.rate = rate;
        this.only = List.copyOf(only);
    }

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
        return scale.count() == fullSize() ? "" : " --kills " + scale.count();
    }

    @Override
    public String claim() {
        return "A message that was accepted is stored, and stored once, whatever fails; and what has failed recovers unaided.";
    }

    @Override
    public List<String> method(Scale scale) {
        List<String> method = new ArrayList<>(List.of(
                "Clients send %,d messages a second to two proxies, as long as they are answered, and write each 202 to disk before they count it. Half of them send under an idempotency key and repeat under it until the message is accepted; the others never repeat."
                        .formatted(rate),
                "Faults happen one after the other, with a random rest of up to %d s between them:"
                        .formatted(size.rest().toSeconds())));
        plan(scale).descriptions().forEach(description -> method.add("  " + description));
        method.addAll(
                List.of(
                        "After each, every proxy must accept a message and the server must store one. Recovery is the time until then from the moment at which what was disturbed was back (its new process was seen, the fault was over).",
                        "Of each it is seen whether it took hold: the process is dead or stands still, the port is closed, the disk or the memory refuses a write, answers were dropped, the certificate is refused, the clock is off. One that did not, and a recovery that takes more than %d s, refutes the run as much as a lost message does."
                                .formatted(size.recovery().toSeconds()),
                        "At the end the clients' journal is compared with the decrypted rows. Lost is an accepted message that has no row with its id and text. Duplicated is a second row of one message id, or of one message and so of one idempotency key.",
                        "Unanswered and stored are messages whose sender heard nothing, or that the outcome is unknown: they may be stored, once. Refused and stored must be none."));
        return method;
    }

    @Override
    public int proxies() {
        return 1;
    }

    @Override
    public int fullSize() {
        return FULL_SIZE;
    }

    @Override
    public Workplace.Stop prepare(Path data, Progress progress) throws IOException {
        if (plan(new Scale(0, 0)).has(DiskFull.class)) {
            volumes = Volumes.create(data, progress);
        }
        Set<Path> leftovers = Clocks.leftovers();
        return () -> {
            Clocks.clearAway(leftovers);
            if (volumes.isPresent()) {
                volumes.get().remove();
                volumes = Optional.empty();
            }
        };
    }

    private Plan plan(Scale scale) {
        return Plan.of(size, scale.count(), only, new Random(scale.seed()));
    }

    @Override
    public Figures run(Site site, Scale scale, Progress progress) throws IOException {
        Site.Holder client = site.client(CLIENT);
        try (Scene scene = Scene.set(site, volumes);
                Journal journal = Journal.create(site.broker().data().resolve("chaos-journal"))) {
            List<Target> targets = site.proxies().stream().map(client::at).toList();
            long begin = System.nanoTime();
            try (Clients clients = Clients.start(targets, journal, scale.seed(), rate)) {
                Course course = new Course(scene, clients, progress, new Random(scale.seed()), size.rest());
                course.run(plan(scale));
                clients.finish();
                Duration took = Duration.ofNanos(System.nanoTime() - begin);
                progress.say("%,d messages accepted; comparing".formatted(journal.accepted()));
                Reckoning reckoning = reckon(site, journal, clients);
                Outcome outcome = new Outcome(
                        reckoning, course.incidents(), course.skipped(), journal.accepted(), scene.lostAnswers(), took);
                requireKept(outcome, size.recovery());
                return outcome.figures();
            }
        }
    }

    /** When all that was accepted is there, or nothing more comes. */
    private static Reckoning reckon(Site site, Journal journal, Clients clients) throws IOException {
        Gauge depth = new Gauge(PROXY_MANAGEMENT + site.broker().portOffset(), "redis_queue_size");
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (depth.read().orElse(1) > 0 && System.nanoTime() < end) {
            LockSupport.parkNanos(PAUSE.toNanos());
        }
        Reckoning reckoning = compare(site, journal, clients);
        while (!reckoning.lost().isEmpty() && System.nanoTime() < end) {
            LockSupport.parkNanos(PAUSE.multipliedBy(10).toNanos());
            reckoning = compare(site, journal, clients);
        }
        return reckoning;
    }

    private static Reckoning compare(Site site, Journal journal, Clients clients) throws IOException {
        Reckoning reckoning = new Reckoning((int) clients.numbers(), clients::wasRefused);
        journal.read(reckoning::told);
        new Rows(site, CLIENT).read(reckoning::row);
        return reckoning;
    }

    private static void requireKept(Outcome outcome, Duration recovery) throws RefutedException {
        Optional<String> broken = outcome.broken(recovery);
        if (broken.isPresent()) {
            throw new RefutedException(broken.get(), outcome.figures());
        }
    }
}
