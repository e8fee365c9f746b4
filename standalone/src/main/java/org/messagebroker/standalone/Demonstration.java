package org.messagebroker.standalone;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** One message over the whole way, and back out of the portal. */
final class Demonstration {

    static final String NUMBER = "+989121234567";
    private static final String TEXT = "سلام 👋 the broker is up";
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Installation installation;
    private final Certificates certificates;
    private final Ports ports;
    private final Probe probe = new Probe();

    Demonstration(Installation installation, Certificates certificates, Ports ports) {
        this.installation = installation;
        this.certificates = certificates;
        this.ports = ports;
    }

    /** Tells what happened, in one line. */
    String run() {
        DemoClient client = new DemoClient(certificates.client(Certificates.DEMO_CLIENT), ports);
        long before = stored();
        DemoClient.Accepted message = client.send(NUMBER, TEXT, PATIENCE);
        return "message " + message.id() + " accepted " + message.at() + ", "
                + client.delivered(message, PATIENCE)
                        .map(delivered -> delivered(message, delivered))
                        .orElseGet(() -> waiting(stored() - before).orElseThrow(() -> notDelivered(message)));
    }

    private String delivered(DemoClient.Accepted message, Instant at) {
        return "delivered " + Duration.between(message.at(), at).toMillis() + " ms later; " + readBack(message);
    }

    private long stored() {
        return told(ports.serverManagement(), "main_server_messages_delivered_total");
    }

    private long told(int managementPort, String metric) {
        return Math.round(probe.metrics(managementPort).getOrDefault(metric, 0.0));
    }

    private Optional<String> waiting(long deliveredMeanwhile) {
        return among(told(ports.proxyManagement(), "redis_queue_size"), deliveredMeanwhile);
    }

    /** What an earlier run has left in the queue must not keep anybody from starting what delivers it. */
    static Optional<String> among(long waiting, long deliveredMeanwhile) {
        return waiting > 1 && deliveredMeanwhile > 0
                ? Optional.of(
                        "and waits among %,d messages, of which there were more before: %,d were delivered meanwhile"
                                .formatted(waiting, deliveredMeanwhile))
                : Optional.empty();
    }

    private String readBack(DemoClient.Accepted message) {
        return Portal.login(installation, certificates, ports)
                .map(portal -> readBack(portal, message))
                .orElse("not read back, because the administrator's generated password was changed");
    }

    private static String readBack(Portal portal, DemoClient.Accepted message) {
        String body = portal.body(message.id()).orElse("nothing");
        if (!body.equals(TEXT)) {
            throw new CommandFailure(
                    Exit.FAILED, "The demonstration message was delivered, but the portal shows another text.");
        }
        return "read back: " + body;
    }

    private CommandFailure notDelivered(DemoClient.Accepted message) {
        return new CommandFailure(
                Exit.FAILED,
                "The demonstration message " + message.id() + " was accepted but not delivered within "
                        + PATIENCE.toSeconds() + " s. The end of the worker's log:\n"
                        + LogFile.end(installation, "worker"));
    }
}
