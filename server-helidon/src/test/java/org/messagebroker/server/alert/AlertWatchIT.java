package org.messagebroker.server.alert;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.messagebroker.api.AlertEvent;
import org.messagebroker.api.AlertKind;
import org.messagebroker.api.AlertRule;
import org.messagebroker.server.audit.TestAudit;
import org.messagebroker.server.crypto.TestKeys;
import org.messagebroker.server.database.Database;
import org.messagebroker.server.database.TestDatabases;
import org.messagebroker.server.mail.MailConfig;
import org.messagebroker.server.mail.MailFeature;
import org.messagebroker.server.mail.Post;
import org.messagebroker.service.Metrics;
import org.messagebroker.testing.TestDatabase;

/** When alerts are told, and when not. Time is the test's. */
@Tag("database")
class AlertWatchIT {

    private static final String SARA = "sara@example.org";
    private static final String REZA = "reza@example.org";

    @SuppressWarnings("NullAway.Init")
    private static TestDatabase testDatabase;

    @SuppressWarnings("NullAway.Init")
    private static Database database;

    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-11-25T10:00:00Z"));
    private final List<String> offline = new ArrayList<>();

    @BeforeAll
    static void open() {
        testDatabase = TestDatabase.create();
        database = TestDatabases.open(testDatabase, 6);
    }

    @AfterAll
    static void close() {
        database.close();
        testDatabase.close();
    }

    @BeforeEach
    void onlyProxiesAreWatchedAndTwoAreTold() {
        sql("DELETE FROM alert_states");
        sql("DELETE FROM alert_events");
        sql("DELETE FROM mails");
        sql("UPDATE alert_rules SET active = (kind = 'proxy_offline'), repeat_days = 1, recipients = '[\"" + SARA
                + "\", \"" + REZA + "\"]'");
    }

    @Test
    void tellsOnceWhatBeginsAndOnceWhatIsOver() {
        offline.add("proxy-1");
        AlertWatch watch = watch();
        look(watch, Duration.ZERO);
        assertEquals(List.of("RAISED proxy-1"), events());
        assertEquals(2, mails(), "one to each");
        look(watch, Duration.ofSeconds(30));
        look(watch, Duration.ofHours(1));
        assertEquals(2, mails(), "not at every look");

        offline.clear();
        look(watch, Duration.ofSeconds(30));
        assertEquals(2, mails(), "it has to settle");
        look(watch, Duration.ofMinutes(2));
        assertEquals(List.of("RAISED proxy-1", "CLEARED proxy-1"), events());
        assertEquals(4, mails());
        look(watch, Duration.ofDays(3));
        assertEquals(4, mails());
    }

    @Test
    void tellsOnceWhatComesAndGoes() {
        AlertWatch watch = watch();
        for (int i = 0; i < 5; i++) {
            offline.add("proxy-1");
            look(watch, Duration.ofSeconds(30));
            offline.clear();
            look(watch, Duration.ofSeconds(30));
        }
        assertEquals(List.of("RAISED proxy-1"), events());
    }

    @Test
    void tellsAgainWhatLastsAfterTheDaysOfTheRule() {
        offline.add("proxy-1");
        AlertWatch watch = watch();
        look(watch, Duration.ZERO);
        look(watch, Duration.ofHours(23));
        assertEquals(List.of("RAISED proxy-1"), events());
        look(watch, Duration.ofHours(1));
        assertEquals(List.of("RAISED proxy-1", "REPEATED proxy-1"), events());

        sql("UPDATE alert_rules SET repeat_days = 0");
        look(watch, Duration.ofDays(100));
        assertEquals(List.of("RAISED proxy-1", "REPEATED proxy-1"), events());
    }

    @Test
    void tellsNothingAgainAfterARestart() {
        offline.add("proxy-1");
        look(watch(), Duration.ZERO);
        look(watch(), Duration.ofMinutes(1));
        assertEquals(List.of("RAISED proxy-1"), events());
    }

    @Test
    void tellsOnceWhenSeveralServersLook() throws Exception {
        offline.add("proxy-1");
        List<AlertWatch> servers = Stream.generate(this::watch).limit(4).toList();
        try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
            List<Future<?>> looks = new ArrayList<>();
            for (int i = 0; i < 5; i++) {
                servers.forEach(server -> looks.add(threads.submit(server::look)));
            }
            for (Future<?> each : looks) {
                each.get();
            }
        }
        assertEquals(List.of("RAISED proxy-1"), events());
        assertEquals(2, mails());
    }

    @Test
    void putsWhatBeginsTogetherIntoOneMail() {
        offline.addAll(List.of("proxy-1", "proxy-2", "proxy-3"));
        look(watch(), Duration.ZERO);
        assertEquals(3, events().size());
        assertEquals(2, mails());
    }

    @Test
    void tellsEveryActiveSuperAdministratorWhenNobodyIsNamed() {
        sql("UPDATE alert_rules SET recipients = '[]'");
        sql("DELETE FROM users");
        person("one@example.org", "super_admin", true);
        person("two@example.org", "super_admin", false);
        person("three@example.org", "admin", true);
        offline.add("proxy-1");
        look(watch(), Duration.ZERO);
        assertEquals(List.of("[\"one@example.org\"]"), column("SELECT recipients FROM alert_events"));
        assertEquals(List.of("one@example.org"), column("SELECT recipient FROM mails"));
    }

    @Test
    void tellsNothingOfARuleThatIsNotActive() {
        offline.add("proxy-1");
        AlertWatch watch = watch();
        look(watch, Duration.ZERO);
        sql("UPDATE alert_rules SET active = FALSE");
        look(watch, Duration.ofDays(2));
        assertEquals(List.of("RAISED proxy-1"), events());
        assertEquals(List.of(), column("SELECT subject FROM alert_states"));
    }

    @Test
    void looksAtTheOthersWhenOneCannotBeLookedAt() {
        sql("UPDATE alert_rules SET active = kind IN ('certificate_client', 'proxy_offline')");
        offline.add("proxy-1");
        AlertWatch watch = new AlertWatch(database, this::failingForCertificates, post(), interval(), now::get);
        look(watch, Duration.ZERO);
        assertEquals(List.of("RAISED proxy-1"), events());
    }

    private List<Condition> failingForCertificates(AlertRule rule) {
        if (rule.kind() == AlertKind.CERTIFICATE_CLIENT) {
            throw new IllegalStateException("cannot be looked at");
        }
        return find(rule);
    }

    private List<Condition> find(AlertRule rule) {
        assertEquals(AlertKind.PROXY_OFFLINE, rule.kind());
        return offline.stream()
                .map(name -> new Condition(rule.kind(), name, Map.of(Fact.NAME, name)))
                .toList();
    }

    private AlertWatch watch() {
        return new AlertWatch(database, this::find, post(), interval(), now::get);
    }

    private static Duration interval() {
        return Duration.ofSeconds(30);
    }

    private Post post() {
        MailConfig nowhere = new MailConfig(
                "127.0.0.1",
                1,
                MailConfig.Security.NONE,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                "broker@example.org");
        return MailFeature.create(
                        database,
                        TestKeys.masterKey(),
                        Optional.of(nowhere),
                        TestAudit.store(),
                        new Metrics(),
                        now::get)
                .post();
    }

    private void look(AlertWatch watch, Duration after) {
        now.updateAndGet(before -> before.plus(after));
        watch.look();
    }

    private static List<String> events() {
        return database.read(execute -> StateStore.events(execute, Long.MAX_VALUE, 100)).reversed().stream()
                .map(AlertWatchIT::text)
                .toList();
    }

    private static String text(AlertEvent event) {
        assertTrue(event.recipients().isEmpty()
                || event.recipients().contains(SARA)
                || event.recipients().size() == 1);
        return event.event() + " " + event.subject();
    }

    private static int mails() {
        return Integer.parseInt(column("SELECT COUNT(*) FROM mails").getFirst());
    }

    private static void person(String email, String role, boolean active) {
        sql("INSERT INTO users (user_id, email, password_hash, role, active, created_at) VALUES"
                + " (UNHEX(REPLACE(UUID(), '-', '')), '" + email + "', '', '" + role + "', " + active
                + ", UTC_TIMESTAMP())");
    }

    private static void sql(String sql) {
        database.read(execute -> execute.createUpdate(sql).execute());
    }

    private static List<String> column(String sql) {
        return database.read(execute -> execute.createQuery(sql)
                .execute()
                .map(row -> String.valueOf(row.column(1).get(Object.class)))
                .toList());
    }
}
