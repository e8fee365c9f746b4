package org.messagebroker.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The server's keys. */
@Command(
        name = "key",
        description = {
            "The server's keys: content encrypts what is stored, unseal opens what proxies have sealed,",
            "number_index keys the search by number."
        },
        mixinStandardHelpOptions = true)
final class KeyCommand {

    @Command(name = "status", description = "Shows the keys, what still needs old ones, and the re-encryption.")
    int status(@Mixin Call call) {
        JsonNode status = call.server().get("/admin/keys");
        call.printer().table(status, "purpose", "version", "state", "created_at", "copied_at", "needed_for");
        JsonNode pass = status.path("reencryption");
        call.printer().say("Re-encryption: " + sentence(pass));
        Optional.of(status.path("warning").asText(""))
                .filter(text -> !text.isEmpty() && !text.equals("null"))
                .ifPresent(call.printer()::say);
        return 0;
    }

    @Command(
            name = "rotate",
            description = {
                "Makes a new version, which every server uses at once.",
                "What is stored is encrypted again in the background; watch it with: ./broker key reencrypt"
            })
    int rotate(
            @Mixin Call call,
            @Parameters(paramLabel = "PURPOSE", description = "content, unseal or number_index") String purpose) {
        JsonNode made = call.server().post("/admin/keys/rotate", Map.of("purpose", purpose));
        call.printer().fields(made);
        call.printer().say("It is in use. Keep a copy outside the machine: ./broker key export --out FILE");
        return 0;
    }

    @Command(name = "reencrypt", description = "Shows how far the re-encryption is, or steers it.")
    int reencrypt(@Mixin Call call, @Mixin Steering steering) {
        AdminServer server = call.server();
        JsonNode pass = steering.action()
                .map(action -> server.post("/admin/keys/reencryption", Map.of("action", action)))
                .orElseGet(() -> server.get("/admin/keys/reencryption"));
        call.printer().fields(pass);
        call.printer().say(sentence(pass));
        return 0;
    }

    @Command(name = "retire", description = "Forgets an old version for ever; refused while anything may need it.")
    int retire(
            @Mixin Call call,
            @Parameters(paramLabel = "PURPOSE", index = "0", description = "content, unseal or number_index")
                    String purpose,
            @Parameters(paramLabel = "VERSION", index = "1") int version) {
        call.printer().fields(call.server().post("/admin/keys/retire", Map.of("purpose", purpose, "version", version)));
        return 0;
    }

    @Command(
            name = "export",
            description = {
                "Writes all keys, the master key too, to a file under a passphrase that is shown once,",
                "and proves that the file opens. Keep file and passphrase apart and outside the machine."
            })
    int export(@Mixin Call call, @Option(names = "--out", paramLabel = "FILE", required = true) Path file) {
        AdminServer server = call.server();
        JsonNode made = server.post("/admin/keys/export", Map.of());
        OwnerOnly.write(file, made.path("file").asText());
        String passphrase = made.path("passphrase").asText();
        requireComplete(verify(server, file, passphrase));
        server.post("/admin/keys/copies", Map.of("keys", made.path("keys")));
        call.printer()
                .line("All keys, encrypted, are in " + file.toAbsolutePath() + "; the file was read again and opens.");
        call.printer().line("Passphrase, shown once: " + passphrase);
        call.printer().line("Move the file off this machine, and keep the passphrase apart from it.");
        return 0;
    }

    @Command(name = "verify", description = "Proves that an export opens and holds all of the server's keys.")
    int verify(
            @Mixin Call call,
            @Parameters(paramLabel = "FILE") Path file,
            @Option(
                            names = "--passphrase-file",
                            paramLabel = "FILE",
                            description = "the passphrase on one line (default: it is asked for)")
                    Optional<Path> passphrase) {
        JsonNode verdict = verify(call.server(), file, Secret.read(passphrase, "Passphrase of the export: "));
        call.printer().fields(verdict);
        requireComplete(verdict);
        call.printer().say("It opens, and holds everything that this server has.");
        return 0;
    }

    @Command(
            name = "import",
            description = {
                "Takes in keys of an export that the server has not, as after an older backup was restored.",
                "They only open what was sealed to them."
            })
    int takeIn(
            @Mixin Call call,
            @Parameters(paramLabel = "FILE") Path file,
            @Option(names = "--passphrase-file", paramLabel = "FILE", description = "the passphrase on one line")
                    Optional<Path> passphrase) {
        Map<String, String> copy =
                Map.of("file", Secret.text(file), "passphrase", Secret.read(passphrase, "Passphrase of the export: "));
        call.printer().fields(call.server().post("/admin/keys/import", copy));
        return 0;
    }

    @Command(
            name = "confirm-copy",
            description = "Answers for it that a copy of all keys is outside the machine, such as in another system.")
    int confirm(@Mixin Call call) {
        call.printer().fields(call.server().post("/admin/keys/copies", Map.of()));
        return 0;
    }

    private static JsonNode verify(AdminServer server, Path file, String passphrase) {
        return server.post("/admin/keys/verify", Map.of("file", Secret.text(file), "passphrase", passphrase));
    }

    private static void requireComplete(JsonNode verdict) {
        if (!verdict.path("complete").asBoolean()) {
            throw new CommandFailure("The file opens, but it does not hold all of this server's keys: master key "
                    + (verdict.path("master_key").asBoolean() ? "present" : "missing or another")
                    + ", missing " + verdict.path("missing") + ", different " + verdict.path("different")
                    + ". Export again.");
        }
    }

    private static String sentence(JsonNode pass) {
        return "%s, %d of about %d rows checked, %d sealed again, %d unreadable, %d rows/s"
                .formatted(
                        pass.path("state").asText(),
                        pass.path("checked").asLong(),
                        pass.path("total").asLong(),
                        pass.path("renewed").asLong(),
                        pass.path("unreadable").asLong(),
                        pass.path("rows_per_second").asLong());
    }

    /** One of them, or none. */
    static final class Steering {

        @Option(names = "--pause", description = "stops it until it is resumed")
        private boolean pause;

        @Option(names = "--resume", description = "lets it go on")
        private boolean resume;

        @Option(names = "--again", description = "begins another pass, as after unreadable rows were restored")
        private boolean again;

        /** Empty when it is only to be shown. */
        Optional<String> action() {
            List<String> actions = Stream.of(pause ? "pause" : "", resume ? "resume" : "", again ? "start" : "")
                    .filter(action -> !action.isEmpty())
                    .toList();
            if (actions.size() > 1) {
                throw new CommandFailure("Say one of --pause, --resume and --again.");
            }
            return actions.stream().findFirst();
        }
    }
}
