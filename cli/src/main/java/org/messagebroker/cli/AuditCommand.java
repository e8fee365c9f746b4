package org.messagebroker.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The record of who did what. */
@Command(
        name = "audit",
        description = "Who did what: reads it, and finds out whether anybody has changed it since.",
        mixinStandardHelpOptions = true)
final class AuditCommand {

    private static final String PATH = "/admin/audit";

    @Command(name = "list", description = "Lists acts, newest first.")
    int list(
            @Mixin Call call,
            @Mixin Filter filter,
            @Option(names = "--after", paramLabel = "N", description = "the page after another") Optional<String> after,
            @Option(names = "--limit", paramLabel = "N", description = "at most (default: 100)")
                    Optional<String> limit) {
        Query query = filter.query(PATH).with("after", after).with("limit", limit);
        JsonNode page = call.server().get(query.text());
        call.printer().table(page, "position", "at", "actor", "address", "action", "target");
        if (page.path("after").isNumber()) {
            call.printer().say("There are more: --after " + page.path("after").asText());
        }
        return 0;
    }

    @Command(name = "show", description = "Shows one, with what was before and after.")
    int show(
            @Mixin Call call,
            @Parameters(paramLabel = "POSITION") String position,
            @Option(
                            names = "--chain",
                            paramLabel = "CHAIN",
                            description = "acts (default) or logins: those that failed")
                    Optional<String> chain) {
        Query query = new Query(PATH + "/" + AdminServer.encoded(position)).with("chain", chain);
        call.printer().fields(call.server().get(query.text()));
        return 0;
    }

    @Command(
            name = "verify",
            description =
                    "Looks at every row and names those that were altered, removed, inserted or moved. Exit code 1 when"
                            + " anything is wrong.")
    int verify(
            @Mixin Call call,
            @Option(
                            names = "--head",
                            paramLabel = "HEAD",
                            description = "as ./broker audit head gave it at some time, or the log or a backup: finds a"
                                    + " cut end; may be repeated")
                    List<String> heads) {
        Query query = new Query(PATH + "/verify");
        Optional.ofNullable(heads).orElse(List.of()).forEach(head -> query.with("head", Optional.of(head)));
        JsonNode verdict = call.server().get(query.text());
        tell(call.printer(), verdict);
        return verdict.path("whole").asBoolean() ? 0 : 1;
    }

    private static void tell(Printer printer, JsonNode verdict) {
        if (printer.json()) {
            printer.fields(verdict);
            return;
        }
        for (JsonNode chain : verdict.path("chains")) {
            printer.say(chain.path("chain").asText() + ": " + chain.path("rows").asLong() + " rows verified, head "
                    + chain.path("head").asText("missing"));
            if (!chain.path("findings").isEmpty()) {
                printer.table(chain.path("findings"), "position", "kind", "text");
            }
            if (chain.path("more").asBoolean()) {
                printer.say("There are more.");
            }
        }
        printer.say(verdict.path("whole").asBoolean() ? "The audit is whole." : "The audit is NOT whole.");
    }

    @Command(
            name = "head",
            description = "Shows how far the audit has come. Keep it elsewhere, for a later verify --head.")
    int head(@Mixin Call call) {
        JsonNode heads = call.server().get(PATH + "/head");
        if (call.printer().json()) {
            call.printer().fields(heads);
        } else {
            heads.path("heads")
                    .forEach(each -> call.printer().line(each.path("head").asText()));
        }
        return 0;
    }

    @Command(name = "export", description = "Writes acts to a file or to the standard output, oldest first.")
    int export(
            @Mixin Call call,
            @Mixin Filter filter,
            @Option(
                            names = "--format",
                            paramLabel = "FORMAT",
                            defaultValue = "csv",
                            description = "csv (default), or jsonl: one JSON object on each line")
                    String format,
            @Option(names = "--out", paramLabel = "FILE", description = "a file that only its owner reads")
                    Optional<Path> file) {
        Query query = filter.query(PATH + "/export").with("format", Optional.of(format));
        Exported.write(call.printer(), file, () -> call.server().stream(query.text()));
        return 0;
    }

    @Command(
            name = "accept",
            description = "After a restore: the audit as the database has it counts from now on, and the warning ends.")
    int accept(
            @Mixin Call call,
            @Option(names = "--reason", required = true, paramLabel = "TEXT", description = "why, for the audit")
                    String reason) {
        call.printer()
                .table(call.server().post(PATH + "/accept", Map.of("reason", reason)), "chain", "position", "mac");
        return 0;
    }

    /** Which acts. */
    static final class Filter {

        @Option(names = "--chain", paramLabel = "CHAIN", description = "acts (default) or logins: those that failed")
        private Optional<String> chain = Optional.empty();

        @Option(names = "--actor", paramLabel = "EMAIL", description = "who; a star at the end stands for anything")
        private Optional<String> actor = Optional.empty();

        @Option(names = "--action", paramLabel = "ACTION", description = "what, such as certificate.revoke or user.*")
        private Optional<String> action = Optional.empty();

        @Option(names = "--target", paramLabel = "TARGET", description = "on what")
        private Optional<String> target = Optional.empty();

        @Option(names = "--address", paramLabel = "ADDRESS", description = "from where")
        private Optional<String> address = Optional.empty();

        @Option(
                names = "--from",
                paramLabel = "TIME",
                description = "then or later: 2026-11-25 or 2026-11-25T10:00:00Z")
        private Optional<String> from = Optional.empty();

        @Option(names = "--to", paramLabel = "TIME", description = "up to and with then")
        private Optional<String> to = Optional.empty();

        Query query(String path) {
            return new Query(path)
                    .with("chain", chain)
                    .with("actor", actor)
                    .with("action", action)
                    .with("target", target)
                    .with("address", address)
                    .with("from_date", from)
                    .with("to_date", to);
        }
    }
}
