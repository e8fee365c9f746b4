package org.messagebroker.server.message;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.helidon.dbclient.DbRow;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.messagebroker.api.ClientId;
import org.messagebroker.api.MessageId;
import org.messagebroker.api.MessageStatus;
import org.messagebroker.server.message.MessageSearch.Term;
import org.messagebroker.server.retention.Floors;

/** Pages look into the partitions of their time only, and read indexes no further than the page. */
@Tag("database")
class PruningIT {

    @TempDir
    static Path directory;

    private static Messages messages;

    @BeforeAll
    static void makePartitions() throws SQLException {
        messages = new Messages(directory, 2);
        List<String> parts = new ArrayList<>();
        for (int month = 1; month <= 12; month++) {
            parts.add("PARTITION m" + month + " VALUES LESS THAN (x'"
                    + HexFormat.of().formatHex(MessageId.lowest(begin(month + 1))) + "')");
        }
        parts.add("PARTITION rest VALUES LESS THAN (MAXVALUE)");
        try (Connection connection = messages.testDatabase.connect();
                Statement statement = connection.createStatement()) {
            statement.execute(
                    "ALTER TABLE messages PARTITION BY RANGE COLUMNS (message_id) (" + String.join(", ", parts) + ")");
        }
    }

    @AfterAll
    static void close() {
        messages.close();
    }

    @Test
    void readsAPageOfOneMonthFromItsPartition() {
        for (MessageSearch search : List.of(
                search(Optional.empty(), Optional.empty()),
                search(Optional.empty(), Optional.of(MessageStatus.FAILED)),
                search(Optional.of("client-a"), Optional.empty()),
                search(Optional.of("client-a"), Optional.of(MessageStatus.DELIVERED)))) {
            IdRange march = IdRange.of(search, Instant.EPOCH, begin(11));
            assertEquals(new TreeSet<>(List.of("m3")), partitions(search, march), search::toString);
        }
    }

    @Test
    void looksBackInStepsUntilThePageIsFull() {
        MessageSearch search = Messages.search(Optional.empty(), new Term.Anything());
        List<IdRange> looks = IdRange.of(search, Instant.EPOCH, begin(11)).looks();
        assertEquals(5, looks.size());
        assertEquals(new TreeSet<>(List.of("m10", "m11")), partitions(search, looks.getFirst()));
        assertTrue(partitions(search, looks.getLast()).contains("m1"));
        assertEquals(
                0,
                HexFormat.of()
                        .formatHex(looks.getLast().from())
                        .replace("0", "")
                        .length());
    }

    @Test
    void looksIntoOnePartitionForOneMessage() {
        MessageSearch search = Messages.search(Optional.empty(), new Term.Anything());
        MessageId id = MessageId.create(() -> begin(5).plusSeconds(1));
        IdRange alone = IdRange.of(search, Instant.EPOCH, begin(11)).only(id);
        assertEquals(new TreeSet<>(List.of("m5")), partitions(search, alone));
        assertTrue(IdRange.of(search, begin(6), begin(11)).only(id).isEmpty(), "it is older than what is kept");
    }

    private static MessageSearch search(Optional<String> client, Optional<MessageStatus> status) {
        return new MessageSearch(
                client.map(ClientId::new).map(List::of),
                Optional.empty(),
                status,
                new Term.Anything(),
                Optional.of(begin(3)),
                Optional.of(begin(4)),
                Optional.empty(),
                0,
                100);
    }

    /** Where the database would look for the ids of a page; the rows of those ids it finds one by one. */
    private static TreeSet<String> partitions(MessageSearch search, IdRange range) {
        SearchStatement statement = SearchStatement.of(search, range, Floors.NONE, List.of());
        TreeSet<String> found = new TreeSet<>();
        messages.database
                .read(execute -> execute.createQuery(explain() + statement.sql())
                        .params(statement.parameters())
                        .execute()
                        .filter(row -> row.column("table").getString().equals("messages"))
                        .flatMap(PruningIT::names)
                        .toList())
                .forEach(found::add);
        return found;
    }

    /** MySQL tells it always. */
    private static String explain() {
        boolean maria = messages.database.read(execute -> execute.createQuery("SELECT VERSION() AS version")
                .execute()
                .map(row -> row.column("version").getString())
                .toList()
                .getFirst()
                .contains("MariaDB"));
        return maria ? "EXPLAIN PARTITIONS " : "EXPLAIN FORMAT=TRADITIONAL ";
    }

    private static Stream<String> names(DbRow row) {
        return Stream.of(row.column("partitions").getString().split(","));
    }

    private static Instant begin(int month) {
        return Instant.parse(month > 12 ? "2027-01-01T00:00:00Z" : "2026-%02d-01T00:00:00Z".formatted(month));
    }
}
