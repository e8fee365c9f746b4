package org.messagebroker.bench.rows;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.messagebroker.api.ClientId;
import org.messagebroker.api.MessageId;
import org.messagebroker.api.PhoneNumber;
import org.messagebroker.server.crypto.FieldCipher;
import org.messagebroker.server.crypto.FieldCipher.Field;
import org.messagebroker.server.crypto.FieldCipher.Place;
import org.messagebroker.server.crypto.NumberIndex;

/**
 * Puts messages of a year straight into the database, sealed with the installation's own keys, as they would stand there had
 * they come through the broker: in the partitions of their months, and counted.
 */
final class RowFiller {

    static final Duration YEAR = Duration.ofDays(365);

    private static final ZoneId ZONE = ZoneId.of("Asia/Tehran");
    private static final Duration EXACT = Duration.ofDays(31);
    private static final long QUARTER_MS = Duration.ofMinutes(15).toMillis();
    private static final int AT_ONCE = 2000;
    private static final int LANES = 3;
    private static final int BODY = 300;
    private static final int FAILED = 2;
    private static final int DELIVERED = 3;
    private static final String INSERT = """
            INSERT INTO messages (message_id, client_id, status, attempt_count, queued_at, created_at, delivered_at,
                sender_number, sender_number_hmac, message_body) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""";
    private static final String COUNT = """
            INSERT INTO statistics_pending (client_id, quarter, queued, processing, failed, delivered, delivery_ms, t10, t20,
                t50, t100, t200, t500, t1000, t2000, t5000, t10000, t30000, t60000, t300000, t3600000, tmore)
            VALUES (?, ?, 0, 0, ?, ?, ?, 0, ?, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0)""";

    private final BrokerDatabase database;
    private final FieldCipher cipher;
    private final NumberIndex index;
    private final Instant now = Instant.now().minus(Duration.ofMinutes(1));
    private final Population population = new Population(now);

    RowFiller(BrokerDatabase database) {
        this.database = database;
        this.cipher = new FieldCipher(database.keys());
        this.index = new NumberIndex(database.keys());
    }

    /** Makes the clients, and the partitions that an installation of that age would have; call it while there are no rows. */
    void prepare() throws SQLException {
        try (Connection connection = database.connect();
                PreparedStatement insert = connection.prepareStatement("INSERT IGNORE INTO clients"
                        + " (client_id, domain, state, created_at) VALUES (?, ?, 'active', UTC_TIMESTAMP(3))")) {
            for (ClientId client : Population.clients()) {
                insert.setString(1, client.value());
                insert.setString(2, Population.domain(client));
                insert.addBatch();
            }
            insert.executeBatch();
        }
        LocalDate last =
                LocalDate.ofInstant(now, ZoneOffset.UTC).withDayOfMonth(1).plusMonths(1);
        List<String> parts = new ArrayList<>();
        for (LocalDate end = last.minusMonths(12); !end.isAfter(last); end = end.plusMonths(1)) {
            parts.add("PARTITION " + name(end) + " VALUES LESS THAN (x'"
                    + HexFormat.of()
                            .formatHex(MessageId.lowest(
                                    end.atStartOfDay(ZoneOffset.UTC).toInstant()))
                    + "')");
        }
        database.execute(
                "ALTER TABLE messages REORGANIZE PARTITION " + name(last) + " INTO (" + String.join(", ", parts) + ")");
    }

    private static String name(LocalDate end) {
        return "until_" + end.format(DateTimeFormatter.BASIC_ISO_DATE);
    }

    /** Adds rows of the whole year. Returns when they are stored. */
    void fill(long rows) throws IOException {
        try (ExecutorService lanes = Executors.newFixedThreadPool(LANES)) {
            List<Future<?>> parts = new ArrayList<>();
            int pieces = (int) Math.max(LANES, Math.min(48, rows / AT_ONCE));
            for (int piece = 0; piece < pieces; piece++) {
                Instant from = now.minus(YEAR).plus(YEAR.multipliedBy(piece).dividedBy(pieces));
                long share = rows * (piece + 1) / pieces - rows * piece / pieces;
                parts.add(lanes.submit(() -> {
                    fill(from, YEAR.dividedBy(pieces), share);
                    return true;
                }));
            }
            for (Future<?> part : parts) {
                part.get();
            }
        } catch (ExecutionException failed) {
            throw new IOException("the rows could not be filled in: " + failed.getCause(), failed);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IOException("stopped while filling in rows", stopped);
        }
    }

    private void fill(Instant from, Duration length, long rows) throws SQLException {
        SplittableRandom random = new SplittableRandom();
        Map<Counted, long[]> counts = new HashMap<>();
        try (Connection connection = database.connect()) {
            try (Statement session = connection.createStatement()) {
                session.execute("SET SESSION unique_checks = 0");
            }
            connection.setAutoCommit(false);
            try (PreparedStatement insert = connection.prepareStatement(INSERT)) {
                for (long row = 1; row <= rows; row++) {
                    Instant time = from.plusNanos((long) (length.toNanos() * (row / (double) (rows + 1))));
                    add(insert, time, random, counts);
                    if (row % AT_ONCE == 0 || row == rows) {
                        insert.executeBatch();
                        connection.commit();
                    }
                }
            }
            count(connection, counts);
        }
    }

    private void add(PreparedStatement insert, Instant time, SplittableRandom random, Map<Counted, long[]> counts)
            throws SQLException {
        MessageId id = MessageId.create(InstantSource.fixed(time));
        ClientId client = population.any(random, time);
        int status = random.nextInt(200) == 0 ? FAILED : DELIVERED;
        PhoneNumber number = number(random.nextInt(1_000_000));
        LocalDateTime queued = LocalDateTime.ofInstant(time, ZoneOffset.UTC);
        insert.setBytes(1, id.bytes());
        insert.setString(2, client.value());
        insert.setInt(3, status);
        insert.setInt(4, 0);
        insert.setObject(5, queued);
        insert.setObject(6, queued.plusNanos(15_000_000));
        insert.setObject(7, queued.plusNanos(15_000_000));
        insert.setBytes(8, seal(id, client, Field.SENDER_NUMBER, number.value()));
        insert.setBytes(9, index.of(number));
        insert.setBytes(10, seal(id, client, Field.MESSAGE_BODY, "m".repeat(random.nextInt(BODY / 2, BODY * 3 / 2))));
        insert.addBatch();
        counts.computeIfAbsent(new Counted(client.value(), quarter(time)), any -> new long[2])[status - FAILED]++;
    }

    static PhoneNumber number(int which) {
        return new PhoneNumber("+98912%07d".formatted(which));
    }

    private byte[] seal(MessageId id, ClientId client, Field field, String text) {
        return cipher.seal(text.getBytes(StandardCharsets.UTF_8), new Place(id, client, field));
    }

    /** Older ones are counted by days, of which nothing but days and months is left after two months anyway. */
    private long quarter(Instant time) {
        return time.isAfter(now.minus(EXACT))
                ? time.toEpochMilli() / QUARTER_MS
                : LocalDate.ofInstant(time, ZONE).atStartOfDay(ZONE).toInstant().toEpochMilli() / QUARTER_MS;
    }

    private static void count(Connection connection, Map<Counted, long[]> counts) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(COUNT)) {
            int added = 0;
            for (Map.Entry<Counted, long[]> each : counts.entrySet()) {
                insert.setString(1, each.getKey().client());
                insert.setLong(2, each.getKey().quarter());
                insert.setLong(3, each.getValue()[0]);
                insert.setLong(4, each.getValue()[1]);
                insert.setLong(5, each.getValue()[1] * 15);
                insert.setLong(6, each.getValue()[1]);
                insert.addBatch();
                if (++added % AT_ONCE == 0) {
                    insert.executeBatch();
                }
            }
            insert.executeBatch();
            connection.commit();
        }
    }

    private record Counted(String client, long quarter) {}
}
