package org.messagebroker.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Messages. */
@Command(
        name = "message",
        description = "Messages: those that are stored, and those that were given up.",
        subcommands = DeadLetterCommand.class,
        mixinStandardHelpOptions = true)
final class MessageCommand {

    private static final String PATH = "/portal/messages";

    @Command(name = "list", description = "Lists the newest, without their texts.")
    int list(@Mixin Call call, @Mixin MessageFilter filter, @Mixin Page page) {
        return show(call, page.on(filter.body()));
    }

    @Command(
            name = "search",
            description = "Finds messages by the exact number of their sender, or by id; the number stands in no log.")
    int search(
            @Mixin Call call,
            @Parameters(
                            paramLabel = "NUMBER|ID",
                            description = "the whole number, such as +989121234567, or an id; - asks for it unseen")
                    String word,
            @Mixin MessageFilter filter,
            @Mixin Page page) {
        String wanted = word.equals("-") ? Secret.read(Optional.empty(), "Number or id: ") : word;
        String field = wanted.startsWith("+") ? "sender_number" : "search";
        return show(call, page.on(filter.body().with(field, wanted)));
    }

    /** The search goes as a body, so that no number stands in an address. */
    private static int show(Call call, Body body) {
        JsonNode found = call.server().post(PATH + "/search", body.fields());
        call.printer()
                .table(
                        found,
                        "message_id",
                        "client_id",
                        "status",
                        "attempt_count",
                        "queued_at",
                        "delivered_at",
                        "sender_number_masked");
        Optional.ofNullable(found.path("after").textValue())
                .ifPresent(next -> call.printer().say("There may be more: --after " + next));
        return 0;
    }

    @Command(name = "view", description = "Shows one, with what became of every attempt to deliver it.")
    int view(
            @Mixin Call call,
            @Parameters(paramLabel = "ID") String id,
            @Option(names = "--decrypt", description = "with its text; this is audited") boolean decrypt) {
        Query query =
                new Query(PATH + "/" + AdminServer.encoded(id)).with("bodies", Optional.of(String.valueOf(decrypt)));
        JsonNode message = call.server().get(query.text());
        Printer printer = call.printer();
        if (printer.json()) {
            printer.fields(message);
        } else {
            printer.fields(message.<ObjectNode>deepCopy().without("attempts"));
            showAttempts(printer, message.path("attempts"));
        }
        return 0;
    }

    private static void showAttempts(Printer printer, JsonNode attempts) {
        if (attempts.isEmpty()) {
            printer.say("No attempt to deliver it has failed.");
        } else {
            printer.table(attempts, "requeue_epoch", "attempt", "at", "outcome", "reason");
        }
    }

    @Command(
            name = "export",
            description = "Writes all that fit, without texts, to a file or to the standard output. This is audited.")
    int export(
            @Mixin Call call,
            @Mixin MessageFilter filter,
            @Option(
                            names = "--format",
                            paramLabel = "FORM",
                            defaultValue = "csv",
                            description = "csv (default) or jsonl")
                    String format,
            @Option(names = "--out", paramLabel = "FILE", description = "a file that only its owner reads")
                    Optional<Path> file) {
        Body body = filter.body().with("format", format);
        Exported.write(call.printer(), file, () -> call.server().stream(PATH + "/export", body.fields()));
        return 0;
    }

    /** Which part of the list. */
    static final class Page {

        @Option(names = "--after", paramLabel = "ID", description = "those that follow this message in the list")
        private Optional<String> after = Optional.empty();

        @Option(names = "--limit", paramLabel = "N", description = "at most (default: 100)")
        private Optional<Integer> limit = Optional.empty();

        Body on(Body body) {
            return body.with("after", after).with("limit", limit);
        }
    }
}
