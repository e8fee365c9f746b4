package org.messagebroker.server.statistics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.messagebroker.api.ClientId;
import org.messagebroker.api.MessageId;
import org.messagebroker.api.MessageStatus;
import org.messagebroker.api.StatisticsReport;
import org.messagebroker.api.StatisticsReport.Figures;
import org.messagebroker.api.StatisticsReport.Row;
import org.messagebroker.server.database.Database;
import org.messagebroker.server.database.TestDatabases;
import org.messagebroker.server.statistics.ReportQuestion.Grouping;
import org.messagebroker.service.Problem;
import org.messagebroker.testing.TestDatabase;

/** Reports agree with a full count of what was stored, in zones whose days begin at odd times. */
@Tag("database")
class ReportIT {

    private static final Instant NOW = Instant.parse("2026-11-25T10:07:00Z");
    private static final List<String> CLIENTS = List.of("client-a", "client-b", "client-c", "client-d");

    private final Random random = new Random(20261125);
    private final NavigableMap<Instant, List<Stored>> stored = new TreeMap<>();

    @ParameterizedTest
    @ValueSource(strings = {"Asia/Tehran", "Asia/Kathmandu", "America/New_York", "Australia/Lord_Howe"})
    void agreesWithAFullCount(String name) throws SQLException {
        ZoneId zone = ZoneId.of(name);
        try (TestDatabase testDatabase = TestDatabase.create();
                Database database = TestDatabases.open(testDatabase, 2)) {
            addClients(testDatabase);
            store(database, 1500, Duration.ofDays(58));
            store(database, 1500, Duration.ofDays(1000));
            new Folding(database, zone, InstantSource.fixed(NOW)).foldAll();
            store(database, 300, Duration.ofDays(58));

            ReportReader reader = new ReportReader(database, InstantSource.fixed(NOW));
            for (Range range : Stream.concat(lately(zone), longAgo(zone)).toList()) {
                for (Bucket bucket : Bucket.values()) {
                    for (Grouping grouping : Grouping.values()) {
                        if (bucket != Bucket.HOUR || range.from().isAfter(NOW.minus(Duration.ofDays(60)))) {
                            requireAgreement(reader, question(range, bucket, zone, grouping));
                        }
                    }
                }
            }
        }
    }

    private void requireAgreement(ReportReader reader, ReportQuestion question) {
        StatisticsReport report = reader.read(question);
        assertEquals(count(question, question.range(), _ -> true), report.total(), question::toString);
        Set<String> named =
                report.rows().stream().flatMap(each -> each.group().stream()).collect(Collectors.toSet());
        for (Row row : report.rows()) {
            Range part = new Range(
                    row.from().orElse(question.range().from()),
                    row.to().orElse(question.range().to()));
            assertEquals(
                    count(question, part, inGroup(question, named, row)), row.figures(), () -> question + " " + row);
        }
        long messages = report.rows().stream()
                .mapToLong(row -> row.figures().messages())
                .sum();
        boolean cut = question.bucket() != Bucket.NONE || question.grouping() != Grouping.NONE;
        assertEquals(cut ? report.total().messages() : 0, messages, question::toString);
        requireWholePieces(question, report);
    }

    /** Pieces follow each other without a gap and begin where the calendar has them begin. */
    private static void requireWholePieces(ReportQuestion question, StatisticsReport report) {
        if (question.bucket() == Bucket.NONE || question.grouping() != Grouping.NONE) {
            return;
        }
        Instant next = question.range().from();
        for (Row row : report.rows()) {
            assertEquals(next, row.from().orElseThrow());
            if (!next.equals(question.range().from())) {
                requireBegin(question, next);
            }
            next = row.to().orElseThrow();
        }
        assertEquals(question.range().to(), next);
    }

    private static void requireBegin(ReportQuestion question, Instant begin) {
        ZoneId zone = question.cut().zone();
        LocalDate day = LocalDate.ofInstant(begin, zone);
        if (question.bucket() == Bucket.HOUR) {
            return;
        }
        assertEquals(day.atStartOfDay(zone).toInstant(), begin);
        if (question.bucket() == Bucket.WEEK) {
            assertEquals(question.cut().weekStart(), day.getDayOfWeek());
        }
        if (question.bucket() == Bucket.MONTH) {
            assertTrue(question.cut().calendar().label(day).endsWith("-01"), day::toString);
        }
    }

    private static Predicate<Stored> inGroup(ReportQuestion question, Set<String> named, Row row) {
        return switch (question.grouping()) {
            case NONE -> _ -> true;
            case CLIENT -> one -> row.group().map(one.client()::equals).orElseGet(() -> !named.contains(one.client()));
            case DOMAIN ->
                one -> row.group()
                        .map(domain(one.client())::equals)
                        .orElseGet(() -> !named.contains(domain(one.client())));
            case STATUS -> one -> row.group().orElseThrow().equals(one.status().wire());
        };
    }

    private Figures count(ReportQuestion question, Range range, Predicate<Stored> who) {
        List<Stored> found = stored.subMap(range.from(), range.to()).values().stream()
                .flatMap(List::stream)
                .filter(one -> question.client().isEmpty()
                        || question.client().get().value().equals(one.client()))
                .filter(one ->
                        question.domain().isEmpty() || question.domain().get().equals(domain(one.client())))
                .filter(who)
                .toList();
        List<Long> times =
                new ArrayList<>(Collections.nCopies(DeliveryTimes.columns().size(), 0L));
        found.stream()
                .filter(one -> one.status() == MessageStatus.DELIVERED)
                .map(one -> DeliveryTimes.bucket(one.time()))
                .forEach(bucket -> times.set(bucket, times.get(bucket) + 1));
        return new Figures(
                found.size(),
                of(found, MessageStatus.QUEUED),
                of(found, MessageStatus.PROCESSING),
                of(found, MessageStatus.DELIVERED),
                of(found, MessageStatus.FAILED),
                Math.round(found.stream()
                        .filter(one -> one.status() == MessageStatus.DELIVERED)
                        .mapToLong(one -> one.time().toMillis())
                        .average()
                        .orElse(0)),
                DeliveryTimes.percentile(times, 50),
                DeliveryTimes.percentile(times, 95),
                DeliveryTimes.percentile(times, 99));
    }

    private static long of(List<Stored> found, MessageStatus status) {
        return found.stream().filter(one -> one.status() == status).count();
    }

    private ReportQuestion question(Range range, Bucket bucket, ZoneId zone, Grouping grouping) {
        Calendar calendar = random.nextBoolean() ? Calendar.JALALI : Calendar.GREGORIAN;
        DayOfWeek weekStart = random.nextBoolean() ? DayOfWeek.SATURDAY : DayOfWeek.MONDAY;
        return new ReportQuestion(
                range,
                new Bucket.Cut(bucket, zone, calendar, weekStart),
                grouping,
                2,
                random.nextInt(4) == 0 ? Optional.of(new ClientId("client-b")) : Optional.empty(),
                random.nextInt(4) == 0 ? Optional.of("bank.example") : Optional.empty(),
                false);
    }

    /** Beginning and ending on any quarter-hour. */
    private Stream<Range> lately(ZoneId zone) {
        long oldest = Quarter.of(NOW.minus(Duration.ofDays(57)));
        long newest = Quarter.of(NOW) + 1;
        return Stream.generate(() -> random.longs(2, oldest, newest).sorted().toArray())
                .filter(edges -> edges[0] < edges[1])
                .limit(6)
                .map(edges -> new Range(Quarter.begin(edges[0]), Quarter.begin(edges[1])));
    }

    /** Of whole days, and of whole months of both calendars. */
    private Stream<Range> longAgo(ZoneId zone) {
        LocalDate today = LocalDate.ofInstant(NOW, zone);
        Stream<Range> days = Stream.generate(
                        () -> random.ints(2, 0, 990).sorted().toArray())
                .filter(edges -> edges[0] < edges[1])
                .limit(4)
                .map(edges -> days(zone, today.minusDays(edges[1]), today.minusDays(edges[0])));
        return Stream.concat(
                days,
                Stream.of(
                        days(zone, LocalDate.of(2025, 1, 1), LocalDate.of(2026, 3, 1)),
                        days(zone, Calendar.JALALI.date(1403, 12, 1).orElseThrow(), LocalDate.of(2025, 3, 21)),
                        days(zone, Calendar.JALALI.date(1404, 12, 29).orElseThrow(), LocalDate.of(2026, 3, 21))));
    }

    private static Range days(ZoneId zone, LocalDate first, LocalDate next) {
        return new Range(Span.begin(first, zone), Span.begin(next, zone));
    }

    @ParameterizedTest
    @ValueSource(strings = {"Asia/Tehran", "UTC"})
    void refusesWhatIsKeptAsWholeDaysOnly(String name) {
        ZoneId zone = ZoneId.of(name);
        try (TestDatabase testDatabase = TestDatabase.create();
                Database database = TestDatabases.open(testDatabase, 2)) {
            ReportReader reader = new ReportReader(database, InstantSource.fixed(NOW));
            Range days = days(zone, LocalDate.of(2026, 1, 1), LocalDate.of(2026, 1, 3));
            Range edges = new Range(days.from().plus(Quarter.LENGTH), days.to());

            assertEquals(
                    0,
                    reader.read(question(days, Bucket.DAY, zone, Grouping.NONE))
                            .total()
                            .messages());
            assertThrows(Problem.class, () -> reader.read(question(edges, Bucket.NONE, zone, Grouping.NONE)));
            assertThrows(Problem.class, () -> reader.read(question(days, Bucket.HOUR, zone, Grouping.NONE)));
        }
    }

    private static void addClients(TestDatabase database) throws SQLException {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            statement.execute("INSERT INTO clients (client_id, domain, state, created_at) VALUES"
                    + " ('client-a', 'bank.example', 'active', UTC_TIMESTAMP()),"
                    + " ('client-b', 'bank.example', 'active', UTC_TIMESTAMP()),"
                    + " ('client-c', 'shop.example', 'active', UTC_TIMESTAMP()),"
                    + " ('client-d', NULL, 'active', UTC_TIMESTAMP())");
        }
    }

    private static String domain(String client) {
        return switch (client) {
            case "client-a", "client-b" -> "bank.example";
            case "client-c" -> "shop.example";
            default -> "";
        };
    }

    private void store(Database database, int count, Duration age) {
        StatusChanges changes = new StatusChanges();
        for (int i = 0; i < count; i++) {
            Instant at = NOW.minusMillis(random.nextLong(age.toMillis()));
            Stored one = new Stored(
                    at,
                    CLIENTS.get(random.nextInt(CLIENTS.size())),
                    MessageStatus.values()[random.nextInt(MessageStatus.values().length)],
                    Duration.ofMillis(random.nextLong(100_000)));
            MessageId id = MessageId.create(InstantSource.fixed(at));
            ClientId client = new ClientId(one.client());
            changes.added(id, client, one.status());
            if (one.status() == MessageStatus.DELIVERED) {
                changes.took(id, client, one.time());
            }
            stored.computeIfAbsent(at, _ -> new ArrayList<>()).add(one);
        }
        database.batch(connection -> {
            changes.write(connection);
            return count;
        });
    }

    private record Stored(Instant at, String client, MessageStatus status, Duration time) {}
}
