package org.messagebroker.server.login;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.messagebroker.server.RunningServer;
import org.messagebroker.server.RunningServer.Answer;

/** Ten thousand guesses at passwords, from one place and from many. Addresses are as a portal tells them. */
@Tag("database")
class GuessingIT {

    private static final int GUESSES = 10_000;
    private static final int AT_ONCE = 8;
    private static final String OWNERS = "203.0.113.9";

    @TempDir
    static Path directory;

    private static RunningServer server;

    @BeforeAll
    static void start() {
        server = RunningServer.start(directory, Map.of("server.forwarded-from", "127.0.0.1"));
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @BeforeEach
    void beginAnew() {
        server.update("DELETE FROM login_failures");
        server.update("DELETE FROM familiar_addresses");
    }

    @Test
    void getNowhereFromOneAddress() {
        Map<Integer, Integer> answers = guess(_ -> "198.51.100.1", _ -> RunningServer.ADMIN);
        assertTrue(answers.getOrDefault(401, 0) < 100, () -> "passwords that were checked: " + answers);
        assertEquals(200, login(OWNERS, RunningServer.PASSWORD).status(), "the owner is elsewhere and not locked out");
    }

    @Test
    void getNowhereFromManyAddresses() {
        assertEquals(200, login(OWNERS, RunningServer.PASSWORD).status());
        Map<Integer, Integer> answers = guess(GuessingIT::address, _ -> RunningServer.ADMIN);
        assertTrue(answers.getOrDefault(401, 0) < 200, () -> "passwords that were checked: " + answers);

        assertEquals(200, login(OWNERS, RunningServer.PASSWORD).status(), "where he is known, its owner gets in");
        lock();
        Answer elsewhere = login("192.0.2.77", RunningServer.PASSWORD);
        assertEquals(423, elsewhere.status());
        assertTrue(Integer.parseInt(elsewhere.header("Retry-After")) <= 60, "nobody is kept out for long");
        String told = elsewhere.json().path("message").textValue();
        assertTrue(told.contains("too many failed log-ins") && told.contains("Wait a minute"), told);
    }

    @Test
    void getNowhereAtManyAccountsFromOneAddress() {
        assertEquals(200, login(OWNERS, RunningServer.PASSWORD).status());
        Map<Integer, Integer> answers = guess(_ -> OWNERS, number -> "person" + number + "@example.org");
        assertTrue(answers.getOrDefault(401, 0) < 300, () -> "passwords that were checked: " + answers);
        assertEquals(
                200, login(OWNERS, RunningServer.PASSWORD).status(), "who is known there gets in beside the guesser");
    }

    @Test
    void lockAnUnknownAccountLikeAKnownOne() {
        for (String email : List.of(RunningServer.ADMIN, "nobody@example.org")) {
            server.update("DELETE FROM login_failures");
            int allowed = 0;
            while (login(email, "192.0.2." + allowed, "wrong password").status() == 401) {
                allowed++;
            }
            assertEquals(25, allowed, email);
        }
    }

    @Test
    void areForgottenWhenTheLockIsOver() {
        for (int i = 0; i < 6; i++) {
            login("198.51.100.1", "wrong password");
        }
        assertEquals(423, login("198.51.100.1", RunningServer.PASSWORD).status());
        server.update("UPDATE login_failures SET locked_until = UTC_TIMESTAMP(3)");
        assertEquals(200, login("198.51.100.1", RunningServer.PASSWORD).status());
        for (int i = 0; i < 4; i++) {
            assertEquals(401, login("198.51.100.1", "wrong password").status());
        }
        assertEquals(200, login("198.51.100.1", RunningServer.PASSWORD).status(), "the count began anew");
    }

    private static void lock() {
        int number = 0;
        while (login(address(number), "wrong password").status() == 401) {
            number++;
        }
    }

    private static Map<Integer, Integer> guess(IntFunction<String> from, IntFunction<String> email) {
        Map<Integer, Integer> answers = new ConcurrentHashMap<>();
        AtomicInteger next = new AtomicInteger();
        try (ExecutorService guessers = Executors.newFixedThreadPool(AT_ONCE)) {
            Stream.generate(() -> server.anyone())
                    .limit(AT_ONCE)
                    .forEach(guesser -> guessers.submit(() -> {
                        for (int number = next.getAndIncrement(); number < GUESSES; number = next.getAndIncrement()) {
                            Answer answer = guesser.forwardedFor(from.apply(number))
                                    .post(
                                            "/portal/auth/login",
                                            Map.of("email", email.apply(number), "password", "guess number " + number));
                            answers.merge(answer.status(), 1, Integer::sum);
                        }
                    }));
        }
        assertEquals(
                GUESSES, answers.values().stream().mapToInt(Integer::intValue).sum());
        assertEquals(
                GUESSES,
                answers.getOrDefault(401, 0) + answers.getOrDefault(423, 0),
                () -> "" + new TreeMap<>(answers));
        return answers;
    }

    private static String address(int number) {
        return "198.18." + number / 250 + "." + (number % 250 + 1);
    }

    private static Answer login(String from, String password) {
        return login(RunningServer.ADMIN, from, password);
    }

    private static Answer login(String email, String from, String password) {
        return server.anyone()
                .forwardedFor(from)
                .post("/portal/auth/login", Map.of("email", email, "password", password));
    }
}
