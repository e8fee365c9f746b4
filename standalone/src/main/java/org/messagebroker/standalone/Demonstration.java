package org.messagebroker.standalone;

import java.time.Duration;
import java.time.Instant;

/** One message over the whole way, and back out of the portal. */
final class Demonstration {

    static final String NUMBER = "+989121234567";
    private static final String TEXT = "سلام 👋 the broker is up";
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Installation installation;
    private final Certificates certificates;
    private final Ports ports;

    Demonstration(Installation installation, Certificates certificates, Ports ports) {
        this.installation = installation;
        this.certificates = certificates;
        this.ports = ports;
    }

    /** Tells what happened, in one line. */
    String run() {
        DemoClient client = new DemoClient(certificates.client(Certificates.DEMO_CLIENT), ports);
        DemoClient.Accepted message = client.send(NUMBER, TEXT, PATIENCE);
        Instant delivered = client.delivered(message, PATIENCE).orElseThrow(() -> notDelivered(message));
        return "message " + message.id() + " accepted " + message.at() + ", delivered "
                + Duration.between(message.at(), delivered).toMillis() + " ms later; " + readBack(message);
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
