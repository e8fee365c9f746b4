package org.messagebroker.cli;

import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Outgoing mail. */
@Command(name = "mail", description = "Outgoing mail.", mixinStandardHelpOptions = true)
final class MailCommand {

    @Command(name = "test", description = "Sends a mail at once and tells what the mail server said.")
    int test(
            @Mixin Call call,
            @Option(names = "--to", paramLabel = "EMAIL", description = "default: one's own address")
                    Optional<String> to,
            @Option(names = "--language", paramLabel = "en|fa", description = "default: en")
                    Optional<String> language) {
        Body body = new Body().with("to", to).with("language", language);
        call.printer().fields(call.server().post("/admin/mail/test", body.fields()));
        return 0;
    }
}
