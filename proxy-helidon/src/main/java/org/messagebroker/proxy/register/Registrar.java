package org.messagebroker.proxy.register;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import org.messagebroker.api.Envelope;
import org.messagebroker.api.RegisterRequest;
import org.messagebroker.api.RegisterRequest.Registration;
import org.messagebroker.service.Metrics;
import org.messagebroker.service.upstream.Reply;
import org.messagebroker.service.upstream.ServerClient;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells the server about accepted messages before they are delivered, so that people see them early. Best effort: a
 * delivery carries the whole message, so what is dropped here (too many waiting, server away) is seen a little later and
 * nothing is lost. Never makes the intake wait. Thread-safe.
 */
public final class Registrar implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Registrar.class);

    /** Rests this many times as long as a call took: showing early must not hold up storing, which is the same server's work. */
    private static final int REST = 9;

    private final BlockingQueue<Registration> waiting;
    private final RegisterConfig config;
    private final ServerClient server;
    private final RegisterMetrics metrics;

    private final Thread sender;

    private Registrar(ServerClient server, RegisterConfig config, Metrics metrics) {
        this.server = server;
        this.config = config;
        this.metrics = new RegisterMetrics(metrics);
        this.waiting = new ArrayBlockingQueue<>(config.capacity());
        this.sender = Thread.ofVirtual().name("registrar").unstarted(this::send);
    }

    /** Begins to send what is handed in. */
    public static Registrar start(ServerClient server, RegisterConfig config, Metrics metrics) {
        Registrar registrar = new Registrar(server, config, metrics);
        registrar.sender.start();
        return registrar;
    }

    /** Hands in an accepted message; returns at once. */
    public void register(Envelope envelope) {
        Registration registration = new Registration(envelope.messageId(), envelope.clientId(), envelope.acceptedAt());
        if (!waiting.offer(registration)) {
            metrics.droppedAsFull();
        }
    }

    /** Stops; what still waits is dropped. */
    @Override
    public void close() {
        sender.interrupt();
    }

    private void send() {
        try {
            while (!Thread.currentThread().isInterrupted()) {
                List<Registration> batch = batch();
                long begin = System.nanoTime();
                sendOrDrop(batch);
                Thread.sleep(Duration.ofNanos((System.nanoTime() - begin) * REST));
            }
        } catch (InterruptedException closed) {
            Thread.currentThread().interrupt();
        }
    }

    private List<Registration> batch() throws InterruptedException {
        List<Registration> batch = new ArrayList<>();
        batch.add(waiting.take());
        Thread.sleep(config.linger());
        waiting.drainTo(batch, config.batchSize() - 1);
        return batch;
    }

    /** A fault must not end the thread: nobody would notice. Its own words could quote contents, so they are not logged. */
    private void sendOrDrop(List<Registration> batch) throws InterruptedException {
        try {
            send(batch);
        } catch (RuntimeException fault) {
            LOG.error("Registering failed with {}; going on", fault.getClass().getName());
            dropped(batch, "a fault of this service", config.pause());
        }
    }

    private void send(List<Registration> batch) throws InterruptedException {
        Reply<ServerClient.Nothing> reply =
                server.post("/internal/messages/register", new RegisterRequest(batch), ServerClient.Nothing.class);
        switch (reply) {
            case Reply.Answered<ServerClient.Nothing> _ -> metrics.registered(batch.size());
            case Reply.Refused<ServerClient.Nothing> refused ->
                dropped(batch, refused.message(), refused.retryAfter().orElse(config.pause()));
            case Reply.Unreachable<ServerClient.Nothing> away -> dropped(batch, away.reason(), config.pause());
        }
    }

    private void dropped(List<Registration> batch, String reason, Duration pause) throws InterruptedException {
        metrics.droppedAsAway(batch.size());
        LOG.info("{} messages not registered early: {}", batch.size(), reason);
        Thread.sleep(pause);
    }
}
