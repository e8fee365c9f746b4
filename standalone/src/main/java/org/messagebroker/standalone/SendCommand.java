package org.messagebroker.standalone;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Sends one message with a client's certificate and waits until it is delivered. */
@Command(
        name = "send",
        description = "Sends a message with a client's certificate and waits until it is delivered.",
        footer = {
            "",
            "Exit codes: 0 delivered, 1 failed or not delivered in time, 2 wrong usage, 3 not running,",
            "6 the proxy refused the message."
        })
final class SendCommand implements Callable<Integer> {

    @Mixin
    private Where where = new Where();

    @Parameters(index = "0", paramLabel = "NUMBER", description = "the sender's number, such as +989121234567")
    private String number = "";

    @Parameters(index = "1", paramLabel = "TEXT", description = "the message, 1 to 1000 characters")
    private String text = "";

    @Option(
            names = "--client",
            paramLabel = "ID",
            defaultValue = Certificates.DEMO_CLIENT,
            description = "the client whose certificate is used (default: demo)")
    private String client = Certificates.DEMO_CLIENT;

    @Option(
            names = "--wait",
            paramLabel = "SECONDS",
            defaultValue = "30",
            description = "how long to wait for the delivery (default: 30)")
    private int seconds = 30;

    @Option(names = "--json", description = "answer as JSON")
    private boolean json;

    @Override
    public Integer call() {
        Running.require(where.installation());
        Certificates certificates = new Certificates(where.installation(), InstantSource.system());
        DemoClient demo = new DemoClient(certificates.client(client), where.ports());
        DemoClient.Accepted message = demo.send(number, text, Duration.ofSeconds(seconds));
        Optional<Instant> delivered = demo.delivered(message, Duration.ofSeconds(seconds));
        System.out.println(json ? asJson(message, delivered) : asText(message, delivered));
        return (delivered.isPresent() ? Exit.DONE : Exit.FAILED).code();
    }

    private String asText(DemoClient.Accepted message, Optional<Instant> delivered) {
        String outcome = delivered
                .map(at -> "delivered " + at + " (" + millis(message, at) + " ms later)")
                .orElse("not delivered within " + seconds + " s; it stays queued: see ./broker status");
        return "accepted  " + message.at() + "  " + message.id() + "\n" + outcome;
    }

    private static String asJson(DemoClient.Accepted message, Optional<Instant> delivered) {
        ObjectNode node = JsonHttp.JSON
                .createObjectNode()
                .put("message_id", message.id())
                .put("queued_at", message.at().toString())
                .put("status", delivered.isPresent() ? "delivered" : "queued");
        delivered.ifPresent(at -> node.put("delivered_at", at.toString()).put("delivery_ms", millis(message, at)));
        return node.toString();
    }

    private static long millis(DemoClient.Accepted message, Instant delivered) {
        return Duration.between(message.at(), delivered).toMillis();
    }
}
