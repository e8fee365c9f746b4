package org.messagebroker.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** API keys, for proxies that do not ask for client certificates. */
@Command(
        name = "key",
        description = "API keys, for proxies that run without client certificates.",
        mixinStandardHelpOptions = true)
final class ApiKeyCommand {

    @Command(name = "list", description = "Lists a client's keys.")
    int list(@Mixin Call call, @Parameters(paramLabel = "CLIENT") String client) {
        call.printer()
                .table(call.server().get(path(client)), "key_id", "state", "addresses", "created_at", "expires_at");
        return 0;
    }

    @Command(name = "add", description = "Makes a key; it is shown once.")
    int add(
            @Mixin Call call,
            @Parameters(paramLabel = "CLIENT") String client,
            @Option(
                            names = "--from",
                            paramLabel = "ADDRESS",
                            required = true,
                            description = "an address or network it may be used from; may be repeated")
                    List<String> addresses,
            @Option(names = "--expires", paramLabel = "TIME", description = "such as 2027-01-01T00:00:00Z")
                    Optional<String> expires) {
        Body body = new Body().with("addresses", addresses).with("expires_at", expires);
        show(call, call.server().post(path(client), body.fields()));
        return 0;
    }

    @Command(name = "rotate", description = "Makes the next key; the old one ends after an overlap.")
    int rotate(
            @Mixin Call call,
            @Parameters(paramLabel = "CLIENT", index = "0") String client,
            @Parameters(paramLabel = "KEY", index = "1", description = "the key's id") String key,
            @Option(names = "--overlap-hours", paramLabel = "N", defaultValue = "24", description = "default: 24")
                    int hours) {
        String path = path(client) + "/" + AdminServer.encoded(key) + "/rotate";
        show(call, call.server().post(path, Map.of("overlap_hours", hours)));
        return 0;
    }

    @Command(name = "revoke", description = "Ends a key at once.")
    int revoke(
            @Mixin Call call,
            @Parameters(paramLabel = "CLIENT", index = "0") String client,
            @Parameters(paramLabel = "KEY", index = "1", description = "the key's id") String key) {
        call.server().delete(path(client) + "/" + AdminServer.encoded(key));
        call.printer().say("Revoked.");
        return 0;
    }

    private static void show(Call call, JsonNode made) {
        call.printer().fields(made);
        call.printer().say("The key is shown this once; the client sends it in the header X-API-Key.");
    }

    private static String path(String client) {
        return ClientCommand.path(client) + "/api-keys";
    }
}
