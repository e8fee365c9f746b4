package org.messagebroker.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The authorities, and the change from one to the next without an interruption. */
@Command(
        name = "authority",
        description = "The certificate authorities: new, then activate, then retire the old one.",
        mixinStandardHelpOptions = true)
final class AuthorityCommand {

    @Command(name = "list", description = "Lists the authorities.")
    int list(@Mixin Call call) {
        call.printer()
                .table(
                        call.server().get("/admin/authorities"),
                        "id",
                        "state",
                        "not_after",
                        "active_certificates",
                        "holders");
        return 0;
    }

    @Command(
            name = "new",
            description = "Makes an authority beside the old one: trusted at once, issuing only when activated.")
    int create(
            @Mixin Call call,
            @Option(
                            names = "--root-key",
                            paramLabel = "FILE",
                            required = true,
                            description = "where its encrypted root key goes; keep it away from the server")
                    Path rootKey,
            @Option(names = "--rsa", description = "RSA keys instead of EC P-256") boolean rsa) {
        if (Files.exists(rootKey)) {
            throw new CommandFailure(rootKey
                    + " exists already, and the key in it may still be needed. Name a file that does not exist.");
        }
        JsonNode made = call.server().post("/admin/authorities", Map.of("key", rsa ? "rsa" : "ec"));
        OwnerOnly.write(rootKey, made.path("root_key").asText());
        call.printer().line("Authority " + made.path("id").asText() + " is trusted from now on.");
        call.printer().line("Its root key, encrypted, is in " + rootKey.toAbsolutePath() + " and nowhere else.");
        call.printer().line("Passphrase, shown once: " + made.path("passphrase").asText());
        call.printer()
                .line("Keep both apart and away from the server. Hand the new ca.crt to clients, then activate it.");
        return 0;
    }

    @Command(name = "activate", description = "Lets an authority issue from now on.")
    int activate(
            @Mixin Call call,
            @Parameters(paramLabel = "ID") String id,
            @Option(
                            names = "--force",
                            description = "even if a proxy or worker does not trust it yet, which cuts it off")
                    boolean force) {
        change(call, id, "activate", force);
        return 0;
    }

    @Command(name = "retire", description = "Trusts an authority no longer.")
    int retire(
            @Mixin Call call,
            @Parameters(paramLabel = "ID") String id,
            @Option(names = "--force", description = "even if certificates of it are in use: they stop working")
                    boolean force) {
        JsonNode retired = change(call, id, "retire", force);
        if (!retired.path("holders").isEmpty()) {
            call.printer().say("These were cut off; see holders above.");
        }
        return 0;
    }

    private static JsonNode change(Call call, String id, String act, boolean force) {
        String path = "/admin/authorities/" + AdminServer.encoded(id) + "/" + act;
        JsonNode changed = call.server().post(path, Map.of("force", force));
        call.printer().fields(changed);
        return changed;
    }
}
