package org.messagebroker.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** One's own account. */
@Command(
        name = "account",
        description = "One's own account: sessions, second factor, language of mails.",
        mixinStandardHelpOptions = true)
final class AccountCommand {

    private static final String SESSIONS = "/portal/sessions";
    private static final String FACTOR = "/portal/second-factor";

    @Command(name = "sessions", description = "Lists where one is logged in, or ends it.")
    int sessions(
            @Mixin Call call,
            @Option(names = "--end", paramLabel = "ID|others", description = "ends this session, or all others")
                    Optional<String> end) {
        new SessionList(call.server(), SESSIONS, "others").listOrEnd(call.printer(), end);
        return 0;
    }

    @Command(name = "language", description = "Shows or chooses the language of one's mails.")
    int language(@Mixin Call call, @Parameters(paramLabel = "en|fa", arity = "0..1") Optional<String> language) {
        AdminServer server = call.server();
        JsonNode answer = language.map(chosen -> server.put("/portal/language", Map.of("language", chosen)))
                .orElseGet(() -> server.get("/portal/language"));
        call.printer().fields(answer);
        return 0;
    }

    @Command(name = "second-factor", description = "Shows whether a code is asked for after the password.")
    int secondFactor(@Mixin Call call) {
        call.printer().fields(call.server().get(FACTOR));
        return 0;
    }

    @Command(
            name = "second-factor-on",
            description = {
                "Sets up a second factor. Asks for the password and a first code.",
                "With --json it only begins; second-factor-confirm with a first code ends it."
            })
    int secondFactorOn(@Mixin Call call) {
        AdminServer server = call.server();
        JsonNode begun = server.post(FACTOR, Map.of("password", call.access().password("Your password: ")));
        if (call.printer().json()) {
            call.printer().fields(begun);
            return 0;
        }
        SecondStep.showBegun(begun, call.printer()::line);
        return confirm(call, server);
    }

    @Command(
            name = "second-factor-confirm",
            description = "Confirms a second factor that was begun. Asks for a first code.")
    int secondFactorConfirm(@Mixin Call call) {
        return confirm(call, call.server());
    }

    private static int confirm(Call call, AdminServer server) {
        return codes(call, server, "/confirm", SecondStep.FIRST);
    }

    @Command(name = "second-factor-off", description = "Takes the second factor away. Asks for a code.")
    int secondFactorOff(@Mixin Call call) {
        AdminServer server = call.server();
        server.post(FACTOR + "/disable", Map.of("code", call.access().code(SecondStep.QUESTION)));
        call.printer().say("There is no second factor any more.");
        return 0;
    }

    @Command(
            name = "recovery-codes",
            description = "Other recovery codes; the old ones are good no more. Asks for a code.")
    int recoveryCodes(@Mixin Call call) {
        return codes(call, call.server(), "/recovery-codes", SecondStep.QUESTION);
    }

    private static int codes(Call call, AdminServer server, String path, String question) {
        JsonNode answer =
                server.post(FACTOR + path, Map.of("code", call.access().code(question)));
        if (call.printer().json()) {
            call.printer().fields(answer);
        } else {
            SecondStep.showCodes(answer, call.printer()::line);
        }
        return 0;
    }
}
