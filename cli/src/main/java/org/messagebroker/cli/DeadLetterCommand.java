package org.messagebroker.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Messages that workers gave up. */
@Command(
        name = "dead",
        description = "Dead letters: what workers gave up, because the server refused it or its attempts are spent.",
        mixinStandardHelpOptions = true)
final class DeadLetterCommand {

    private static final String PATH = "/admin/dead-letters";

    @Command(name = "list", description = "Lists them, newest first.")
    int list(
            @Mixin Call call,
            @Option(names = "--client", paramLabel = "ID", description = "of this client") Optional<String> client,
            @Option(names = "--kind", paramLabel = "KIND", description = "rejected or spent") Optional<String> kind,
            @Option(names = "--state", paramLabel = "STATE", description = "dead or requeued") Optional<String> state,
            @Option(names = "--reason", paramLabel = "TEXT", description = "a part of the reason")
                    Optional<String> reason,
            @Option(names = "--from", paramLabel = "TIME", description = "given up then or later")
                    Optional<String> from,
            @Option(names = "--to", paramLabel = "TIME", description = "up to and with then") Optional<String> to,
            @Option(names = "--after", paramLabel = "AFTER", description = "the page after another")
                    Optional<String> after,
            @Option(names = "--limit", paramLabel = "N", description = "at most (default: 100)")
                    Optional<String> limit) {
        Query query = new Query(PATH)
                .with("client_id", client)
                .with("kind", kind)
                .with("state", state)
                .with("reason", reason)
                .with("from_date", from)
                .with("to_date", to)
                .with("after", after)
                .with("limit", limit);
        JsonNode page = call.server().get(query.text());
        call.printer().table(page, "message_id", "client_id", "kind", "state", "attempt_count", "died_at", "reason");
        Optional.ofNullable(page.path("after").textValue())
                .ifPresent(next -> call.printer().say("There are more: --after " + next));
        return 0;
    }

    @Command(name = "view", description = "Shows one.")
    int view(
            @Mixin Call call,
            @Parameters(paramLabel = "ID") String id,
            @Option(
                            names = "--client",
                            paramLabel = "ID",
                            description = "whose, where several clients have used the id")
                    Optional<String> client,
            @Option(names = "--decrypt", description = "with its number, masked, and its body; this is audited")
                    boolean decrypt) {
        Query query = new Query(PATH + "/" + AdminServer.encoded(id))
                .with("client_id", client)
                .with("body", decrypt ? Optional.of("true") : Optional.empty());
        call.printer().fields(call.server().get(query.text()));
        return 0;
    }

    @Command(
            name = "requeue",
            description =
                    "Puts them back into the queue of their site. Each is kept here until it is stored or dead again.")
    int requeue(@Mixin Call call, @ArgGroup(multiplicity = "1") Chosen chosen, @Mixin DryRun dry) {
        return order(call, "requeue", chosen, dry);
    }

    @Command(name = "discard", description = "Gives them up for good.")
    int discard(@Mixin Call call, @ArgGroup(multiplicity = "1") Chosen chosen, @Mixin DryRun dry) {
        return order(call, "discard", chosen, dry);
    }

    /** The server takes so many at once; it is asked until there are no more. */
    private static int order(Call call, String act, Chosen chosen, DryRun dry) {
        AdminServer server = call.server();
        Map<String, Object> body = chosen.body().with("dry_run", dry.wanted).fields();
        ObjectNode result = server.post(PATH + "/" + act, body).deepCopy();
        long done = result.path("done").asLong();
        long last = done;
        while (result.path("more").asBoolean() && last > 0) {
            result.setAll((ObjectNode) server.post(PATH + "/" + act, body));
            last = result.path("done").asLong();
            done += last;
        }
        show(call.printer(), result.put("done", done));
        return 0;
    }

    private static void show(Printer printer, JsonNode result) {
        if (printer.json()) {
            printer.fields(result);
            return;
        }
        printer.say(result.path("matched").asLong() + " fit, done with "
                + result.path("done").asLong() + ".");
        result.path("refused")
                .forEach(each -> printer.say(each.path("message_id").asText() + ": "
                        + each.path("reason").asText()));
    }

    /** Only counting. */
    static final class DryRun {

        @Option(names = "--dry-run", description = "only counts them")
        private boolean wanted;
    }

    /** Which: some by their ids, or all that fit. */
    static final class Chosen {

        @Parameters(paramLabel = "ID", arity = "1..*", description = "these")
        private List<String> ids = List.of();

        @ArgGroup(exclusive = false)
        private Fitting fitting = new Fitting();

        Body body() {
            return ids.isEmpty() ? new Body().with("filter", fitting.filter()) : new Body().with("message_ids", ids);
        }
    }

    /** What must fit. */
    static final class Fitting {

        @Option(names = "--all", description = "all that nothing is done with yet")
        private boolean all;

        @Option(names = "--client", paramLabel = "ID", description = "of this client")
        private Optional<String> client = Optional.empty();

        @Option(names = "--kind", paramLabel = "KIND", description = "rejected or spent")
        private Optional<String> kind = Optional.empty();

        @Option(names = "--reason", paramLabel = "TEXT", description = "a part of the reason")
        private Optional<String> reason = Optional.empty();

        @Option(names = "--from", paramLabel = "TIME", description = "given up then or later: 2026-11-25T10:00:00Z")
        private Optional<String> from = Optional.empty();

        @Option(names = "--until", paramLabel = "TIME", description = "given up before then")
        private Optional<String> until = Optional.empty();

        Map<String, Object> filter() {
            Map<String, Object> filter = new Body()
                    .with("client_id", client)
                    .with("kind", kind)
                    .with("reason", reason)
                    .with("from", from.map(text -> time("--from", text)))
                    .with("until", until.map(text -> time("--until", text)))
                    .fields();
            if (all && !filter.isEmpty()) {
                throw new CommandFailure("Give --all, or say which must fit, not both.");
            }
            return filter;
        }

        private static String time(String option, String text) {
            try {
                return Instant.parse(text).toString();
            } catch (DateTimeParseException malformed) {
                throw new CommandFailure(option + " takes a time such as 2026-11-25T10:00:00Z.", malformed);
            }
        }
    }
}
