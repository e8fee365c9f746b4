package org.messagebroker.cli;

import java.util.Optional;
import picocli.CommandLine.Option;

/** Which messages are meant. */
final class MessageFilter {

    @Option(names = "--status", paramLabel = "STATUS", description = "queued, processing, delivered or failed")
    private Optional<String> status = Optional.empty();

    @Option(names = "--client", paramLabel = "ID", description = "of this client")
    private Optional<String> client = Optional.empty();

    @Option(names = "--domain", paramLabel = "DOMAIN", description = "of the clients that belong to it")
    private Optional<String> domain = Optional.empty();

    @Option(
            names = "--from",
            paramLabel = "TIME",
            description = "accepted then or later: 2026-11-25 or 2026-11-25T10:00:00Z")
    private Optional<String> from = Optional.empty();

    @Option(names = "--to", paramLabel = "TIME", description = "up to and with then")
    private Optional<String> to = Optional.empty();

    Body body() {
        return new Body()
                .with("status", status)
                .with("client_id", client)
                .with("domain", domain)
                .with("from_date", from)
                .with("to_date", to);
    }
}
