package org.messagebroker.worker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.messagebroker.api.ClientId;
import org.messagebroker.api.CommandPoll.Quarantine;
import org.messagebroker.api.DeadLetterRequest.DeadLetter;
import org.messagebroker.api.DeliverResponse.Outcome;
import org.messagebroker.api.Envelope;
import org.messagebroker.api.MessageId;
import org.messagebroker.api.SiteCommands;
import org.messagebroker.api.SiteCommands.SiteCommand;
import org.messagebroker.certs.CertificateDirectory.HolderFiles;
import org.messagebroker.certs.Role;
import org.messagebroker.embedded.EmbeddedRedis;
import org.messagebroker.queue.EnqueueOutcome.Enqueued;
import org.messagebroker.queue.MessageQueue;
import org.messagebroker.queue.RedisConfig;
import org.messagebroker.queue.RedisMessageQueue;
import org.messagebroker.settings.Settings;
import org.messagebroker.testing.Await;
import org.messagebroker.testing.TestCertificates;

/** The worker between a real Redis and a server over TLS that fails as told. */
class WorkerIT {

    private static final TestCertificates CERTIFICATES = new TestCertificates();

    @TempDir
    Path directory;

    private EmbeddedRedis redis;
    private MessageQueue queue;
    private ServerStub server;
    private Worker worker;

    @BeforeEach
    void start() {
        redis = EmbeddedRedis.start(directory.resolve("redis"), 0, "secret-of-a-test");
        queue = RedisMessageQueue.open(RedisConfig.of("127.0.0.1", redis.port()).withPassword(redis.password()));
        server = ServerStub.start(CERTIFICATES.context(Optional.of(CERTIFICATES.issue(Role.SERVER, "main"))));
        worker = startWorker(Map.of());
    }

    @AfterEach
    void stop() {
        worker.close();
        server.close();
        queue.close();
        redis.close();
    }

    @Test
    void deliversALoneMessage() {
        MessageId id = enqueue();
        Await.until(() -> server.stored().contains(id) && isEmpty());
    }

    @Test
    void removesADuplicate() {
        server.behave(ServerStub.outcome(any -> Optional.of(Outcome.DUPLICATE)));
        enqueue();
        Await.until(this::isEmpty);
    }

    @Test
    void triesAgainWhatIsPutOffAndSaysSo() {
        server.behave(ServerStub.outcome(
                delivery -> delivery.attemptCount() < 2 ? Optional.of(Outcome.RETRY_LATER) : Optional.empty()));
        MessageId id = enqueue();
        Await.until(this::isEmpty);
        assertEquals(1, server.timesDelivered(id));
        assertEquals(3, server.calls());
        Await.until(() -> server.reported().contains(id));
    }

    @Test
    void handsOverADeadLetterWhenTheServerRejects() {
        server.behave(ServerStub.outcome(any -> Optional.of(Outcome.REJECTED)));
        MessageId id = enqueue();
        Await.until(this::isEmpty);
        assertEquals(List.of(id), deadLetters());
        assertEquals("rejected: as tested", server.deadLetters().getFirst().reason());
    }

    @Test
    void handsOverADeadLetterWhenTheAttemptsAreSpent() {
        worker.close();
        worker = startWorker(Map.of("worker.max-attempts", "3"));
        server.behave(ServerStub.outcome(any -> Optional.of(Outcome.RETRY_LATER)));
        MessageId id = enqueue();
        Await.until(this::isEmpty);
        assertEquals(List.of(id), deadLetters());
        assertEquals(3, server.deadLetters().getFirst().attemptCount());
        assertEquals(3, server.calls());
    }

    @Test
    void keepsADeadLetterUntilTheServerHasTakenIt() {
        server.answerDeadLettersWith(503);
        server.behave(ServerStub.outcome(any -> Optional.of(Outcome.REJECTED)));
        MessageId id = enqueue();
        Await.until(() -> server.calls() >= 2);
        assertEquals(1, queue.depth().messages());
        server.answerDeadLettersWith(204);
        Await.until(this::isEmpty);
        assertEquals(List.of(id), deadLetters());
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 401, 403, 404, 413, 429, 500, 503, 204, 302})
    void takesAnyOtherAnswerForAFailureOfTheCall(int status) {
        server.behave(ServerStub.status(status));
        MessageId id = enqueue();
        Await.until(() -> server.calls() >= 2);
        assertEquals(0, queue.find(id).orElseThrow().attemptCount());
        assertEquals(List.of(), deadLetters());
        server.behave(ServerStub.storing());
        Await.until(this::isEmpty);
        assertEquals(1, server.timesDelivered(id));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "[]", "{}", "{\"results\":[{\"message_id\":\"x\"}]}", "{\"results\":[]}"})
    void takesAnUnreadableAnswerForAFailureOfTheCall(String body) {
        server.behave(ServerStub.text(body));
        MessageId id = enqueue();
        Await.until(() -> server.calls() >= 2);
        assertEquals(0, queue.find(id).orElseThrow().attemptCount());
        server.behave(ServerStub.storing());
        Await.until(this::isEmpty);
    }

    @Test
    void deliversAgainWhenTheAnswerIsLostAfterTheCommit() {
        server.behave(ServerStub.answerLost());
        MessageId id = enqueue();
        Await.until(() -> server.stored().contains(id));
        assertEquals(1, queue.depth().messages());
        server.behave(ServerStub.storing());
        Await.until(this::isEmpty);
        assertEquals(List.of(), deadLetters());
    }

    @Test
    void deliversAgainWhenTheServerDoesNotAnswer() {
        CountDownLatch end = new CountDownLatch(1);
        server.behave((request, stub, response) -> {
            awaitQuietly(end);
            response.send();
        });
        MessageId id = enqueue();
        Await.until(() -> server.calls() >= 2);
        server.behave(ServerStub.storing());
        Await.until(this::isEmpty);
        end.countDown();
        assertEquals(1, server.timesDelivered(id));
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void triesAgainWhatAnAnswerLeavesOut() {
        server.behave(ServerStub.partial());
        List<MessageId> ids = Stream.generate(this::enqueue).limit(3).toList();
        Await.until(this::isEmpty);
        assertEquals(Set.copyOf(ids), server.stored());
        assertEquals(List.of(), deadLetters());
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 413, 422, 500})
    void deliversTheOthersOfABatchThatIsRefusedForOneMessage(int status) {
        worker.close();
        List<MessageId> ids = Stream.generate(this::enqueue).limit(50).toList();
        MessageId poisoned = ids.get(20);
        server.behave(ServerStub.refusing(List.of(poisoned), status));
        worker = startWorker(Map.of());
        Await.until(() -> queue.depth().messages() == 1);
        assertEquals(0, queue.find(poisoned).orElseThrow().attemptCount());
        assertEquals(49, server.stored().size());
        assertEquals(List.of(), deadLetters());
        server.behave(ServerStub.storing());
        Await.until(this::isEmpty);
        assertEquals(1, server.timesDelivered(poisoned));
    }

    @Test
    void deliversTheOthersWhenTheFirstOfABatchAreAllRefused() {
        worker.close();
        List<MessageId> ids = Stream.generate(this::enqueue).limit(50).toList();
        List<MessageId> poisoned = ids.subList(0, 5);
        server.behave(ServerStub.refusing(poisoned, 500));
        worker = startWorker(Map.of("worker.retry-interval", "5s"));
        Await.until(() -> queue.depth().messages() == poisoned.size());
        assertEquals(Set.copyOf(ids.subList(5, 50)), server.stored());
        poisoned.forEach(id -> assertEquals(0, queue.find(id).orElseThrow().attemptCount()));
    }

    @Test
    void handsOverTheOtherDeadLettersWhenTheServerRefusesOne() {
        worker.close();
        server.behave(ServerStub.outcome(any -> Optional.of(Outcome.REJECTED)));
        List<MessageId> ids = Stream.generate(this::enqueue).limit(20).toList();
        MessageId poisoned = ids.getFirst();
        server.refuseDeadLetter(Optional.of(poisoned));
        worker = startWorker(Map.of());
        Await.until(() -> queue.depth().messages() == 1);
        assertEquals(Set.copyOf(ids.subList(1, 20)), Set.copyOf(deadLetters()));
        server.refuseDeadLetter(Optional.empty());
        Await.until(this::isEmpty);
        assertEquals(20, deadLetters().size());
    }

    @Test
    void leavesMessagesQueuedWhileTheServerIsDownAndDeliversSoonAfter() {
        int port = server.port();
        server.stop();
        List<MessageId> ids = Stream.generate(this::enqueue).limit(200).toList();
        Await.until(() -> statusOf("/health/ready") == 503);
        server.startAgain(port);
        Await.until(this::isEmpty);
        assertEquals(Set.copyOf(ids), server.stored());
        Await.until(() -> statusOf("/health/ready") == 200);
    }

    @Test
    void makesFewCallsWhileTheServerRefusesThemAll() {
        worker.close();
        server.behave(ServerStub.status(500));
        IntStream.range(0, 50).forEach(i -> enqueue());
        worker = startWorker(Map.of());
        Await.until(() -> statusOf("/health/ready") == 503 && server.calls() >= 3);
        long start = System.nanoTime();
        Await.until(() -> System.nanoTime() - start > 3_000_000_000L);
        assertTrue(server.calls() <= 30, "made " + server.calls() + " calls for 50 messages");
        assertEquals(50, queue.depth().messages());
    }

    @Test
    void givesBackWhatItHoldsWhenItStops() {
        server.behave(ServerStub.status(500));
        MessageId id = enqueue();
        Await.until(() -> server.calls() >= 1);
        worker.close();
        assertEquals(1, queue.depth().messages());
        server.behave(ServerStub.storing());
        worker = startWorker(Map.of());
        Await.until(this::isEmpty);
        assertEquals(1, server.timesDelivered(id));
    }

    @Test
    void leavesWhatASlowServerHoldsToAnotherWorkerAtOnceWhenItStops() {
        worker.close();
        CountDownLatch end = new CountDownLatch(1);
        server.behave((request, stub, response) -> {
            awaitQuietly(end);
            response.status(503).send();
        });
        worker = startWorker(Map.of("main-server.answer-timeout", "30s"));
        Set<MessageId> ids = Stream.generate(this::enqueue).limit(20).collect(Collectors.toSet());
        Await.until(() -> server.calls() >= 1);
        server.behave(ServerStub.storing());

        try (Worker other = startWorker(Map.of())) {
            Thread stopping = Thread.startVirtualThread(worker::close);
            Await.until(() -> server.stored().equals(ids) && isEmpty());
            end.countDown();
            joinQuietly(stopping);
            assertTrue(other.managementPort() > 0);
        }
        ids.forEach(id -> assertEquals(1, server.timesDelivered(id)));
    }

    @Test
    void putsBackWhatItIsOrderedToAndSaysSo() {
        Envelope message = message();
        UUID command = UUID.randomUUID();
        SiteCommand order =
                new SiteCommand(command, SiteCommands.Kind.REQUEUE, Optional.of(message), 3, Optional.empty());
        List<Integer> epochs = new CopyOnWriteArrayList<>();
        server.behave((request, stub, response) -> {
            request.messages().forEach(each -> epochs.add(each.requeueEpoch()));
            ServerStub.storing().answer(request, stub, response);
        });

        server.order(order);
        server.order(order);

        Await.until(() ->
                server.doneCommands().contains(command) && server.stored().contains(message.messageId()) && isEmpty());
        assertEquals(List.of(3), epochs);
    }

    @Test
    void handsOverAgainWhatDiesAgainWithTheEpochInWhichItDied() {
        server.behave(ServerStub.outcome(any -> Optional.of(Outcome.REJECTED)));
        server.order(new SiteCommand(
                UUID.randomUUID(), SiteCommands.Kind.REQUEUE, Optional.of(message()), 2, Optional.empty()));
        Await.until(() -> server.deadLetters().size() == 1 && isEmpty());
        assertEquals(2, server.deadLetters().getFirst().requeueEpoch());
    }

    @Test
    void reportsWhatCannotBeReadAndDropsItWhenOrdered() {
        worker.close();
        MessageId id = enqueue();
        redisCommand("HSET", "broker:{0}:messages", id.toString(), "garbage");
        worker = startWorker(Map.of());
        String entry = "0/" + id;
        Await.until(() -> server.commandPolls().stream()
                .flatMap(poll -> poll.quarantine().stream())
                .anyMatch(report -> report.entries().equals(List.of(new Quarantine.Entry(entry, 7)))));
        Await.until(() -> get("/metrics").contains("worker_queue_quarantined 1.0"));

        server.order(new SiteCommand(
                UUID.randomUUID(), SiteCommands.Kind.DISCARD_QUARANTINED, Optional.empty(), 0, Optional.of(entry)));
        Await.until(() -> queue.depth().quarantined() == 0);
    }

    @Test
    void publishesTheMetricsThatDashboardsKnow() {
        enqueue();
        Await.until(this::isEmpty);
        Await.until(() -> get("/metrics").contains("worker_messages_delivered_total 1.0"));
        String metrics = get("/metrics");
        Stream.of(
                        "worker_messages_processed_total 1.0",
                        "worker_messages_failed_total{reason=\"rejected\"} 0.0",
                        "worker_messages_retried_total 0.0",
                        "worker_delivery_duration_seconds_count 1",
                        "worker_queue_wait_seconds_count 1",
                        "worker_active_workers 0.0",
                        "worker_processing_messages 0.0")
                .forEach(line -> assertTrue(metrics.contains(line), line + " in\n" + metrics));
    }

    @Test
    void isLiveStartedAndReady() {
        Await.until(() -> statusOf("/health/ready") == 200);
        assertEquals(200, statusOf("/health/live"));
        assertEquals(200, statusOf("/health/started"));
    }

    private Worker startWorker(Map<String, String> changed) {
        HolderFiles certificate = CERTIFICATES.save(directory.resolve("certs"), Role.WORKER, "w");
        Map<String, String> values = new HashMap<>(Map.of(
                "redis.host",
                "127.0.0.1",
                "redis.port",
                String.valueOf(redis.port()),
                "redis.password",
                redis.password(),
                "worker.retry-interval",
                "200ms",
                "management.port",
                "0",
                "main-server.url",
                "https://localhost:" + server.port(),
                "main-server.answer-timeout",
                "2s",
                "server-cert-path",
                certificate.certificate().toString(),
                "server-key-path",
                certificate.key().toString(),
                "ca-cert-path",
                certificate.trust().toString()));
        values.putAll(changed);
        return Worker.start(Settings.load(WorkerMain.class, directory, Map.of()).with(values));
    }

    private MessageId enqueue() {
        Envelope message = message();
        assertTrue(queue.enqueue(message) instanceof Enqueued);
        return message.messageId();
    }

    private static Envelope message() {
        return new Envelope(
                Envelope.SEALED,
                MessageId.create(InstantSource.system()),
                new ClientId("shop-1"),
                Instant.now().truncatedTo(ChronoUnit.MILLIS),
                "{\"message_body\":\"سلام 👋\"}".getBytes(StandardCharsets.UTF_8));
    }

    private static void joinQuietly(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** Says something to Redis behind the queue's back. */
    private void redisCommand(String... words) {
        try (Socket socket = new Socket("127.0.0.1", redis.port())) {
            StringBuilder text = new StringBuilder();
            Stream.of(List.of("AUTH", redis.password()), List.of(words)).forEach(command -> {
                text.append('*').append(command.size()).append("\r\n");
                command.forEach(word -> text.append('$')
                        .append(word.length())
                        .append("\r\n")
                        .append(word)
                        .append("\r\n"));
            });
            socket.getOutputStream().write(text.toString().getBytes(StandardCharsets.US_ASCII));
            assertEquals("+OK\r\n:", new String(socket.getInputStream().readNBytes(6), StandardCharsets.US_ASCII));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private boolean isEmpty() {
        return queue.depth().messages() == 0;
    }

    private List<MessageId> deadLetters() {
        return server.deadLetters().stream()
                .map(DeadLetter::envelope)
                .map(Envelope::messageId)
                .toList();
    }

    private int statusOf(String path) {
        return send(path).statusCode();
    }

    private String get(String path) {
        return send(path).body();
    }

    private java.net.http.HttpResponse<String> send(String path) {
        try (HttpClient client =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
            URI uri = URI.create("http://127.0.0.1:" + worker.managementPort() + path);
            return client.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString());
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
