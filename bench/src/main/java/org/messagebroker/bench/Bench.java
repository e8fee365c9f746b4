package org.messagebroker.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.messagebroker.bench.BenchPlan.Part;
import org.messagebroker.bench.load.Latencies;
import org.messagebroker.bench.load.LoadProcess;
import org.messagebroker.bench.machine.DataDirectory;
import org.messagebroker.bench.machine.DiskSync;
import org.messagebroker.bench.machine.Machine;
import org.messagebroker.bench.rows.RowsBench;

/** One run: the machine first, then the disk, then the systems against each other, then delivery. */
final class Bench {
    private static final int HALF_CONNECTIONS = 64;
    private static final Duration DISK_TIME = Duration.ofSeconds(2);

    private final BenchPlan plan;
    private final InstallationSource source;
    private final Progress progress;
    private final Figures figures = new Figures();

    Bench(BenchPlan plan, InstallationSource source, Progress progress) {
        this.plan = plan;
        this.source = source;
        this.progress = progress;
    }

    /** Measures everything that is planned. @throws IOException if a part fails or does not deliver what it accepted */
    Figures run() throws IOException {
        try (Workplace workplace = Workplace.create()) {
            DataDirectory data = DataDirectory.of(source.data(workplace));
            figures.putAll(Machine.describe(data));
            if (plan.has(Part.DISK)) {
                measureDisk(data);
            }
            if (plan.needsSystems()) {
                measureSystems(workplace);
            }
            if (plan.needsRows()) {
                source.fill(workplace, new RowsBench(plan.sizes().rows(), figures, progress), plan);
            }
            return figures;
        }
    }

    private void measureDisk(DataDirectory data) throws IOException {
        progress.say("measuring the disk");
        Latencies syncs = DiskSync.measure(data, DISK_TIME);
        figures.put("disk.fdatasync.p50_ms", syncs.percentileMillis(50));
        figures.put("disk.fdatasync.p99_ms", syncs.percentileMillis(99));
        figures.put("disk.fdatasync.count", syncs.count());
    }

    private void measureSystems(Workplace workplace) throws IOException {
        if (!plan.needsInstallation()) {
            try (LoadProcess generator = LoadProcess.start();
                    EchoContender echo = echo(workplace, workplace.path(), List.of())) {
                compare(generator, List.of(echo));
            }
            return;
        }
        progress.say("starting an installation to measure");
        try (Installation installation = source.open(workplace);
                LoadProcess generator = LoadProcess.start();
                EchoContender echo = echo(workplace, installation.proxyDirectory(), installation.proxyJvmOptions())) {
            measure(generator, echo, installation);
        }
    }

    private static EchoContender echo(Workplace workplace, Path proxy, List<String> jvmOptions) throws IOException {
        return EchoContender.start(workplace.path().resolve("echo"), proxy, jvmOptions);
    }

    private void measure(LoadProcess generator, EchoContender echo, Installation installation) throws IOException {
        List<Contender> contenders = new ArrayList<>();
        if (plan.has(Part.ECHO)) {
            contenders.add(echo);
        }
        if (plan.has(Part.ACCEPT)) {
            contenders.add(installation);
        }
        if (plan.has(Part.ACCEPT)) {
            installation.hold();
        }
        compare(generator, contenders);
        if (plan.has(Part.ACCEPT)) {
            deliverBacklog(installation);
        }
        if (plan.has(Part.LONE)) {
            new LoneMessages(installation.target(), figures, progress).run();
        }
        if (plan.has(Part.DELIVERED)) {
            new Delivery(generator, installation, figures, progress)
                    .run(plan.sizes().messages());
        }
        if (plan.has(Part.LOGINS)) {
            new Logins(generator, installation, figures, progress).run(plan.warmup(), plan.measured());
        }
        for (Map.Entry<String, Double> peak : installation.peaks().entrySet()) {
            figures.put("rss_mb." + peak.getKey(), peak.getValue());
        }
        if (plan.has(Part.BACKLOG)) {
            new Backlog(generator, installation, figures, progress)
                    .run(plan.sizes().backlog());
        }
        if (plan.has(Part.START)) {
            new Starts(installation, figures, progress).run();
        }
    }

    /** What was accepted while the worker was held is all delivered now. */
    private void deliverBacklog(Installation installation) throws IOException {
        long backlog = installation.backlog();
        progress.say("delivering the backlog of %,d messages".formatted(backlog));
        installation.release();
        double seconds = installation.drain().toNanos() / 1e9;
        figures.put("held.messages", backlog);
        figures.put("held.seconds", seconds);
        figures.put("held.rate", backlog / seconds);
    }

    private void compare(LoadProcess generator, List<Contender> contenders) throws IOException {
        Comparison comparison = new Comparison(generator, contenders, figures, progress);
        comparison.warmUp(plan.warmup());
        for (int connections : plan.connections()) {
            comparison.run(connections, plan.warmup(), plan.measured());
            recordRatio(connections);
        }
        Optional<Number> full = figures.number("accept.c" + HALF_CONNECTIONS + ".rate");
        if (full.isPresent()) {
            double half = full.get().doubleValue() / 2;
            comparison.runHalf(HALF_CONNECTIONS, plan.warmup(), plan.measured(), half);
        }
    }

    private void recordRatio(int connections) {
        String accept = "accept.c" + connections + ".";
        Optional<Number> echoRate = figures.number("echo.c" + connections + ".rate");
        Optional<Number> acceptRate = figures.number(accept + "rate");
        if (echoRate.isPresent() && acceptRate.isPresent() && echoRate.get().doubleValue() > 0) {
            figures.put(
                    accept + "ratio",
                    acceptRate.get().doubleValue() / echoRate.get().doubleValue());
        }
    }
}
