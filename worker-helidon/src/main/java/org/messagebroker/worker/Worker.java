package org.messagebroker.worker;

import java.time.Duration;
import java.util.Optional;
import org.messagebroker.enrolment.CertificateKeeper;
import org.messagebroker.enrolment.Enrolment;
import org.messagebroker.queue.MemoryLimit;
import org.messagebroker.queue.MessageConsumer;
import org.messagebroker.queue.QueueHealth;
import org.messagebroker.queue.RedisConfig;
import org.messagebroker.queue.RedisMessageConsumer;
import org.messagebroker.queue.Shards;
import org.messagebroker.service.Metrics;
import org.messagebroker.service.Service;
import org.messagebroker.service.tls.Peer;
import org.messagebroker.service.upstream.ServerClient;
import org.messagebroker.settings.Settings;
import org.messagebroker.worker.command.Commands;
import org.messagebroker.worker.delivery.Deliveries;
import org.messagebroker.worker.delivery.DeliveryConfig;
import org.messagebroker.worker.upstream.ServerCalls;

/** A running worker. It listens only on its management port. Thread-safe. */
public final class Worker implements AutoCloseable {

    private final Service service;

    private Worker(Service service) {
        this.service = service;
    }

    /**
     * Starts delivering. Returns also when Redis or the server is away: the worker is then not ready, and goes on as soon
     * as they are back.
     *
     * @throws org.messagebroker.settings.SettingsException if a setting is malformed
     * @throws org.messagebroker.service.StartException if a certificate or port cannot be used
     */
    public static Worker start(Settings settings) {
        Enrolment.joinIfNew(settings, Peer.Role.WORKER);
        DeliveryConfig delivery = DeliveryConfig.of(settings);
        RedisConfig redis = RedisConfig.of(settings);
        Duration grace = settings.duration("shutdown.grace");
        ServerClient client = ServerClient.of(settings);
        Metrics metrics = new Metrics();
        MessageConsumer queue = RedisMessageConsumer.open(
                redis, Shards.of(settings), MemoryLimit.of(settings), settings.text("worker.id"), delivery.lanes());
        Deliveries deliveries = Deliveries.start(delivery, queue, new ServerCalls(client), metrics, grace);
        return new Worker(Service.builder("worker", settings)
                .metrics(metrics)
                .readiness("redis", () -> fault(queue.health()))
                .readiness("server", deliveries::serverFault)
                .onStop(CertificateKeeper.start(settings, client, metrics))
                .onStop(Commands.start(settings.text("site"), queue, client, metrics))
                .onStop(deliveries)
                .onStop(queue)
                .onStop(client)
                .start());
    }

    private static Optional<String> fault(QueueHealth health) {
        return health.faults().stream().findFirst();
    }

    /** The port of health and metrics. */
    public int managementPort() {
        return service.managementPort();
    }

    /** Takes nothing more, finishes the batches under way, and gives the rest back to the queue. */
    @Override
    public void close() {
        service.close();
    }
}
