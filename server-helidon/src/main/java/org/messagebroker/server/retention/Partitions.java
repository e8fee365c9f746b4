package org.messagebroker.server.retention;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.messagebroker.api.ClientId;
import org.messagebroker.api.MessageId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The partitions of messages: made ahead of time, dropped when floors hide all that is in them. Changes wait at most a second
 * for statements under way, because what comes after them waits behind them; they are tried again at the next turn. Call it
 * under the lock of {@link StorageUpkeep}.
 */
final class Partitions {

    /** What may still arrive is as old as this; an older partition gets no new rows, so what is not there stays away. */
    static final Duration OLDEST_ARRIVAL = Duration.ofDays(31);

    private static final Logger LOG = LoggerFactory.getLogger(Partitions.class);
    private static final Duration AHEAD = Duration.ofDays(7);
    private static final int MOST_AT_ONCE = 120;
    private static final String NAMES = """
            SELECT PARTITION_NAME FROM information_schema.PARTITIONS
            WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'messages' AND PARTITION_NAME IS NOT NULL""";

    private final InstantSource clock;

    Partitions(InstantSource clock) {
        this.clock = clock;
    }

    /** Those of time, oldest first. */
    List<Partition> list(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet names = statement.executeQuery(NAMES)) {
            List<Partition> found = new ArrayList<>();
            while (names.next()) {
                Partition.named(names.getString(1)).ifPresent(found::add);
            }
            found.sort(Comparator.comparing(Partition::end));
            return found;
        }
    }

    /** Makes what is missing until a week from now. Rows that stand in the catch-all meanwhile move into theirs. */
    void makeAhead(Connection connection) throws SQLException {
        List<Partition> there = list(connection);
        Partition last = Partition.of(clock.instant().plus(AHEAD));
        if (there.isEmpty() || there.getLast().end().isBefore(last.end())) {
            Optional<Instant> oldest = oldestInCatchAll(connection);
            Partition first =
                    there.isEmpty() ? first(oldest, last) : there.getLast().next();
            List<Partition> missing = Stream.iterate(first, one -> !one.end().isAfter(last.end()), Partition::next)
                    .toList();
            oldest.ifPresent(time -> LOG.warn(
                    "Messages since {} stand in no partition of their own and are moved; until then no message is stored",
                    time));
            split(connection, missing);
            LOG.info("Partitions of messages made until {}", last.end());
        }
    }

    private Partition first(Optional<Instant> oldest, Partition last) {
        Partition wanted = Partition.of(oldest.orElseGet(clock::instant));
        Partition earliest = new Partition(last.end().minusMonths(MOST_AT_ONCE));
        return wanted.end().isBefore(earliest.end()) ? earliest : wanted;
    }

    private static Optional<Instant> oldestInCatchAll(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(
                        "SELECT message_id FROM messages PARTITION (rest) ORDER BY message_id LIMIT 1")) {
            return row.next() ? Optional.of(MessageId.ofBytes(row.getBytes(1)).time()) : Optional.empty();
        }
    }

    private static void split(Connection connection, List<Partition> missing) throws SQLException {
        String parts = missing.stream().map(Partition::definition).collect(Collectors.joining(", "));
        alter(connection, "REORGANIZE PARTITION rest INTO (" + parts + ", PARTITION rest VALUES LESS THAN (MAXVALUE))");
    }

    /** Drops those of which floors hide everything, one after the other. Answers how many. */
    int dropHidden(Connection connection, Floors floors) throws SQLException {
        int dropped = 0;
        for (Partition partition : hidden(connection, floors)) {
            alter(connection, "DROP PARTITION " + partition.name());
            Purge.orphans(connection, partition.endsAt());
            dropped++;
            LOG.info("Partition {} is dropped: all that was in it is older than what is kept", partition.name());
        }
        return dropped;
    }

    /** The last one stays, because others are made after it. */
    List<Partition> hidden(Connection connection, Floors floors) throws SQLException {
        Instant quiet = clock.instant().minus(OLDEST_ARRIVAL);
        List<Partition> hidden = new ArrayList<>();
        for (Partition partition : list(connection)) {
            if (!partition.endsAt().isAfter(quiet)
                    && !partition.endsAt().isAfter(floors.highest())
                    && hides(connection, partition, floors)) {
                hidden.add(partition);
            }
        }
        return hidden;
    }

    /** Only who has rows in it counts: a client that came later keeps nothing of that time, however long he keeps. */
    private static boolean hides(Connection connection, Partition partition, Floors floors) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet clients = statement.executeQuery(
                        "SELECT DISTINCT client_id FROM messages PARTITION (" + partition.name() + ")")) {
            boolean hides = true;
            while (clients.next()) {
                Instant floor = floors.of(new ClientId(clients.getString(1)));
                hides &= !floor.isBefore(partition.endsAt());
            }
            return hides;
        }
    }

    /** Without a limit of its own the driver would give up a statement that copies rows. */
    private static void alter(Connection connection, String change) throws SQLException {
        int timeout = connection.getNetworkTimeout();
        connection.setNetworkTimeout(Runnable::run, 0);
        try (Statement statement = connection.createStatement()) {
            statement.execute("SET SESSION lock_wait_timeout = 1");
            try {
                statement.execute("ALTER TABLE messages " + change);
            } finally {
                statement.execute("SET SESSION lock_wait_timeout = DEFAULT");
            }
        } finally {
            connection.setNetworkTimeout(Runnable::run, timeout);
        }
    }
}
