package org.messagebroker.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Alerts by e-mail. */
@Command(
        name = "alert",
        description = "Alerts by e-mail: what is wrong now, what was mailed, and the rules.",
        mixinStandardHelpOptions = true)
final class AlertCommand {

    private static final String PATH = "/admin/alerts";

    @Command(name = "list", description = "Lists what is wrong now, or what was mailed.")
    int list(
            @Mixin Call call,
            @Option(names = "--history", description = "what was mailed, newest first") boolean history,
            @Option(names = "--after", paramLabel = "N", description = "the page after another") Optional<String> after,
            @Option(names = "--limit", paramLabel = "N", description = "at most (default: 100)")
                    Optional<String> limit) {
        JsonNode page = call.server()
                .get(new Query(PATH).with("after", after).with("limit", limit).text());
        if (call.printer().json()) {
            call.printer().fields(page);
        } else if (history) {
            call.printer().table(page.path("history"), "at", "event", "level", "kind", "subject", "recipients");
            if (page.path("after").isNumber()) {
                call.printer()
                        .say("There are more: --after " + page.path("after").asText());
            }
        } else {
            call.printer().table(page.path("current"), "since", "level", "text", "subject");
        }
        return 0;
    }

    @Command(name = "rules", description = "Lists the rules.")
    int rules(@Mixin Call call) {
        call.printer()
                .table(
                        call.server().get(PATH + "/rules"),
                        "kind",
                        "active",
                        "level",
                        "lead_days",
                        "threshold",
                        "repeat_days",
                        "recipients");
        return 0;
    }

    @Command(name = "set", description = "Changes a rule; what is not said stays as it is.")
    int set(
            @Mixin Call call,
            @Parameters(paramLabel = "KIND", description = "as ./broker alert rules lists it") String kind,
            @Option(names = "--active", paramLabel = "true|false", description = "whether it is looked for")
                    Optional<Boolean> active,
            @Option(names = "--level", paramLabel = "LEVEL", description = "info, warning or critical")
                    Optional<String> level,
            @Option(
                            names = "--to",
                            paramLabel = "EMAILS",
                            description = "who is told, with commas between; empty for every active super_admin")
                    Optional<String> recipients,
            @Option(names = "--lead-days", paramLabel = "N", description = "how long before an end")
                    Optional<Integer> leadDays,
            @Option(
                            names = "--threshold",
                            paramLabel = "N",
                            description = "seconds, a number or percent, as the kind has")
                    Optional<Long> threshold,
            @Option(names = "--repeat-days", paramLabel = "N", description = "said again after so many days; 0: once")
                    Optional<Integer> repeatDays) {
        Map<String, Object> body = new Body()
                .with("active", active)
                .with("level", level)
                .with("recipients", recipients.map(AlertCommand::addresses))
                .with("lead_days", leadDays)
                .with("threshold", threshold)
                .with("repeat_days", repeatDays)
                .fields();
        call.printer().fields(call.server().put(PATH + "/rules/" + AdminServer.encoded(kind), body));
        return 0;
    }

    private static List<String> addresses(String text) {
        return Stream.of(text.split(","))
                .map(String::strip)
                .filter(each -> !each.isEmpty())
                .toList();
    }
}
