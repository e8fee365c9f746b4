package org.messagebroker.server.login;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.messagebroker.server.RunningServer;
import org.messagebroker.server.RunningServer.Answer;

/** Fifty who log in at once, where a hash is dear: some get in, the others are told to come back. */
@Tag("database")
class CrowdIT {

    private static final int AT_ONCE = 50;

    @TempDir
    private Path directory;

    @Test
    void isTurnedAwayPolitelyAndNobodyIsCounted() throws InterruptedException {
        Map<String, String> dear = Map.of("password.hash-memory-kib", "65536", "password.hash-passes", "4");
        try (RunningServer server = RunningServer.start(directory, dear)) {
            List<Answer> answers = all(server, RunningServer.PASSWORD, RunningServer.ADMIN);
            List<Answer> away =
                    answers.stream().filter(answer -> answer.status() == 503).toList();

            assertFalse(away.isEmpty(), "some are turned away");
            away.forEach(answer -> assertEquals("2", answer.header("Retry-After")));
            assertTrue(answers.stream().anyMatch(answer -> answer.status() == 200), "some get in");
            assertTrue(answers.stream().allMatch(answer -> List.of(200, 503).contains(answer.status())));
            assertEquals(List.of(), server.column("SELECT failures FROM login_failures"));

            assertTrue(
                    all(server, "wrong password", "nobody@example.org").stream()
                            .anyMatch(answer -> answer.status() == 503),
                    "an unknown account costs, and tells, the same");
            assertEquals(
                    200,
                    server.login(RunningServer.ADMIN, RunningServer.PASSWORD).status());
        }
    }

    private static List<Answer> all(RunningServer server, String password, String email) throws InterruptedException {
        try (ExecutorService crowd = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Callable<Answer>> each = IntStream.range(0, AT_ONCE)
                    .<Callable<Answer>>mapToObj(_ -> () -> server.login(email, password))
                    .toList();
            List<Future<Answer>> done = crowd.invokeAll(each);
            return done.stream().map(Future::resultNow).toList();
        }
    }
}
