package org.messagebroker.bench.rows;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.messagebroker.bench.Figures;
import org.messagebroker.bench.Progress;
import org.messagebroker.cli.AdminServer;

/**
 * Six months for everybody, one month for one client and five years for another, decided while messages come in: until when
 * what is old is still seen, until when the months that nobody keeps are gone, and how long an insert has to wait.
 */
final class Retention {

    private static final Duration CALM = Duration.ofSeconds(10);
    private static final Duration WATCHED = Duration.ofSeconds(60);
    private static final Duration POLL = Duration.ofMillis(20);
    private static final String POLICIES = "/admin/data-retention/policies";
    private static final String OLD =
            "SELECT COUNT(*) FROM information_schema.PARTITIONS WHERE TABLE_SCHEMA = DATABASE()"
                    + " AND TABLE_NAME = 'messages' AND PARTITION_NAME LIKE 'until%' AND PARTITION_NAME <="
                    + " DATE_FORMAT(UTC_TIMESTAMP() - INTERVAL 210 DAY, 'until_%Y%m%d')";

    private final AdminServer admin;
    private final BrokerDatabase database;
    private final Figures figures;
    private final Progress progress;

    Retention(AdminServer admin, BrokerDatabase database, Figures figures, Progress progress) {
        this.admin = admin;
        this.database = database;
        this.figures = figures;
        this.progress = progress;
    }

    void measure() throws IOException, SQLException {
        progress.say("letting go of what is older than six months, while messages come in");
        try (Inserts inserts = Inserts.begin(database)) {
            LockSupport.parkNanos(CALM.toNanos());
            figures.put("retention.insert_calm_max_ms", inserts.takeMaxMillis());
            admin.put(POLICIES + "/" + Population.KEEPER, Map.of("keep_months", 60));
            long before = total();
            figures.put("retention.partitions", database.number(OLD));
            long begin = System.nanoTime();
            admin.put(POLICIES + "/" + Population.FORGETTER, Map.of("keep_months", 1));
            admin.put(POLICIES, Map.of("keep_months", 6));
            figures.put("retention.decide_seconds", seconds(begin));
            figures.put("retention.hidden", before - total());
            figures.put("retention.invisible_seconds", seconds(begin));
            while (database.number(OLD) > 0 && seconds(begin) < WATCHED.toSeconds()) {
                LockSupport.parkNanos(POLL.toNanos());
            }
            figures.put("retention.seconds", seconds(begin));
            figures.put("retention.partitions_left", database.number(OLD));
            figures.put("retention.insert_drop_max_ms", inserts.takeMaxMillis());
            long deleting = System.nanoTime();
            while (newestRun().path("finished_at").isNull() && seconds(deleting) < WATCHED.toSeconds()) {
                LockSupport.parkNanos(POLL.toNanos());
            }
            figures.put("retention.insert_delete_max_ms", inserts.takeMaxMillis());
            figures.put(
                    "retention.insert_max_ms",
                    Math.max(number("retention.insert_drop_max_ms"), number("retention.insert_delete_max_ms")));
            figures.put("retention.inserts", inserts.count());
            figures.put(
                    "retention.deleted_per_second",
                    admin.get("/admin/data-retention/runs")
                                    .path(0)
                                    .path("deleted")
                                    .asLong()
                            / seconds(begin));
        }
    }

    private JsonNode newestRun() {
        return admin.get("/admin/data-retention/runs").path(0);
    }

    private double number(String key) {
        return figures.number(key).orElse(0).doubleValue();
    }

    private long total() {
        return admin.get("/admin/stats").path("total_messages").asLong();
    }

    private static double seconds(long begin) {
        return (System.nanoTime() - begin) / 1e9;
    }
}
