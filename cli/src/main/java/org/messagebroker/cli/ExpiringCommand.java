package org.messagebroker.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What ends soon. */
@Command(name = "expiring", description = "Lists certificates and accounts that end soon, or have lately.")
final class ExpiringCommand implements Callable<Integer> {

    @Mixin
    private Call call = new Call();

    @Option(names = "--days", paramLabel = "N", description = "within so many days (default: 30)")
    private Optional<String> days = Optional.empty();

    @Override
    public Integer call() {
        JsonNode found = call.server()
                .get(new Query("/admin/expiring").with("days", days).text());
        if (call.printer().json()) {
            call.printer().fields(found);
            return 0;
        }
        call.printer().say("Certificates:");
        call.printer().table(found.path("certificates"), "days_left", "not_after", "role", "name", "fingerprint");
        call.printer().say("Accounts:");
        call.printer().table(found.path("users"), "days_left", "expires_at", "role", "email", "client_id");
        return 0;
    }
}
