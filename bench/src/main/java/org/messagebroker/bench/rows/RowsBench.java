package org.messagebroker.bench.rows;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.messagebroker.bench.BrokerCommand;
import org.messagebroker.bench.Figures;
import org.messagebroker.bench.FreePorts;
import org.messagebroker.bench.Progress;
import org.messagebroker.bench.Workplace;
import org.messagebroker.bench.load.Latencies;
import org.messagebroker.cli.AdminServer;

/** Measures pages and statistics with few rows and with many, and retention with many, in an installation of its own. */
public final class RowsBench {

    private static final long FEW = 10_000;
    private static final int SERVER = 8000;
    private static final Duration FOLD_POLL = Duration.ofMillis(500);

    private final long many;
    private final Figures figures;
    private final Progress progress;
    private final List<Map<String, Object>> rows = new ArrayList<>();

    /** @param many how many rows there are in the end, at least 10,000 */
    public RowsBench(long many, Figures figures, Progress progress) {
        this.many = many;
        this.figures = figures;
        this.progress = progress;
    }

    /**
     * In an installation of its own, which is stopped in the end.
     *
     * @throws IOException if something cannot be started, filled or asked
     */
    public void run(Workplace workplace, boolean pages, boolean retention) throws IOException {
        inOneOfItsOwn(workplace, broker -> measure(broker, List.of(FEW, many), pages, retention));
    }

    /**
     * In an installation that runs, has no messages but those of an earlier measurement, and is left filled. Few rows are
     * then asked for in one of its own, just before.
     */
    public void run(Workplace workplace, BrokerCommand filled, boolean pages, boolean retention) throws IOException {
        if (pages) {
            inOneOfItsOwn(workplace, broker -> measure(broker, List.of(FEW), true, false));
        }
        measure(filled, List.of(many), pages, retention);
    }

    private void inOneOfItsOwn(Workplace workplace, Measurement measurement) throws IOException {
        Path data = Files.createDirectory(workplace.path().resolve("rows"));
        BrokerCommand broker = BrokerCommand.of(data, FreePorts.offset());
        workplace.stopFirst(broker::down);
        progress.say("starting an installation to fill");
        broker.up();
        try {
            measurement.run(broker);
        } finally {
            broker.down();
        }
    }

    private void measure(BrokerCommand broker, List<Long> sizes, boolean pages, boolean retention) throws IOException {
        try (BrokerDatabase database = new BrokerDatabase(broker)) {
            RowFiller filler = new RowFiller(database);
            for (long wanted : sizes) {
                long there = database.number("SELECT COUNT(*) FROM messages WHERE client_id LIKE 'bench-%'");
                if (there == 0) {
                    filler.prepare();
                }
                if (there < wanted) {
                    fill(filler, database, wanted - there);
                }
                if (pages) {
                    rows.addAll(pages(broker, wanted));
                    figures.putAll(Map.of("rows", List.copyOf(rows)));
                }
            }
            if (retention) {
                new Retention(admin(broker), database, figures, progress).measure();
            }
        } catch (SQLException failed) {
            throw new IOException("the database refused: " + failed.getMessage(), failed);
        }
    }

    /** What is done in an installation. */
    @FunctionalInterface
    private interface Measurement {
        void run(BrokerCommand broker) throws IOException;
    }

    private void fill(RowFiller filler, BrokerDatabase database, long rows) throws IOException, SQLException {
        progress.say("filling in %,d rows".formatted(rows));
        long begin = System.nanoTime();
        filler.fill(rows);
        figures.put("rows.fill_seconds", (System.nanoTime() - begin) / 1e9);
        while (database.number("SELECT COUNT(*) FROM statistics_pending") > 0) {
            LockSupport.parkNanos(FOLD_POLL.toNanos());
        }
        database.execute("ANALYZE TABLE messages");
        figures.put("rows.counted_seconds", (System.nanoTime() - begin) / 1e9);
    }

    private List<Map<String, Object>> pages(BrokerCommand broker, long rows) throws IOException {
        progress.say("asking for pages among %,d rows".formatted(rows));
        List<Map<String, Object>> found = new ArrayList<>();
        for (Map.Entry<String, Latencies> each :
                new Pages(admin(broker)).measure().entrySet()) {
            Map<String, Object> figure = new LinkedHashMap<>();
            figure.put("rows", rows);
            figure.put("query", each.getKey());
            figure.put("p50_ms", rounded(each.getValue().percentileMillis(50)));
            figure.put("p95_ms", rounded(each.getValue().percentileMillis(95)));
            progress.say("  " + figure);
            found.add(figure);
        }
        return found;
    }

    private static double rounded(double millis) {
        return Math.round(millis * 100) / 100.0;
    }

    private static AdminServer admin(BrokerCommand broker) throws IOException {
        return AdminServer.login(
                URI.create("https://localhost:" + (SERVER + broker.portOffset())),
                broker.data().resolve("certs/ca.crt"),
                "admin@broker.localhost",
                Files.readString(broker.data().resolve("secrets/admin-password"))
                        .strip());
    }
}
