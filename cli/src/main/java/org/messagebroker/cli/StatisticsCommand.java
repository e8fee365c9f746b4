package org.messagebroker.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Counts. */
@Command(
        name = "stats",
        description = {
            "Counts messages by the time at which they were accepted. Without more options everything in short;",
            "with them a report of a time, of the last hours of --period where no --from is given."
        })
final class StatisticsCommand implements Callable<Integer> {

    private static final List<String> FIGURES = List.of(
            "messages",
            "delivered",
            "failed",
            "queued",
            "processing",
            "delivery_mean_ms",
            "delivery_p50_ms",
            "delivery_p95_ms",
            "delivery_p99_ms");

    @Mixin
    private Call call = new Call();

    @Option(
            names = "--period",
            paramLabel = "PERIOD",
            defaultValue = "day",
            description = "hour, day (default), week or month: the last 1, 24, 168 or 720 hours")
    private String period = "day";

    @Option(
            names = "--from",
            paramLabel = "TIME",
            description = "a day (2026-11-25) or month (2026-11) of the calendar, or a time (2026-11-25T10:15:00Z)")
    private Optional<String> from = Optional.empty();

    @Option(
            names = "--to",
            paramLabel = "TIME",
            description = "up to the end of that day or month, or up to that time (default: now)")
    private Optional<String> to = Optional.empty();

    @Option(names = "--by", paramLabel = "PIECE", description = "cut into pieces: hour, day, week or month")
    private Optional<String> by = Optional.empty();

    @Option(names = "--group", paramLabel = "GROUP", description = "side by side: client, domain or status")
    private Optional<String> group = Optional.empty();

    @Option(names = "--calendar", paramLabel = "NAME", description = "gregorian (default) or jalali")
    private Optional<String> calendar = Optional.empty();

    @Option(
            names = "--week-start",
            paramLabel = "DAY",
            description = "saturday or monday (default: that of the calendar)")
    private Optional<String> weekStart = Optional.empty();

    @Option(names = "--client", paramLabel = "ID", description = "of this client only")
    private Optional<String> client = Optional.empty();

    @Option(names = "--domain", paramLabel = "DOMAIN", description = "of the clients of this domain only")
    private Optional<String> domain = Optional.empty();

    @Option(names = "--compare", description = "beside the same length of time before")
    private boolean compare;

    @Option(names = "--limit", paramLabel = "N", description = "how many groups are named (default: 100; 10 in pieces)")
    private Optional<String> limit = Optional.empty();

    @Option(names = "--own", description = "of the own client; all that an account without statistics.read may see")
    private boolean own;

    @Override
    public Integer call() {
        JsonNode answer = call.server().get(query());
        JsonNode report = own ? answer : answer.path("report");
        Printer printer = call.printer();
        if (printer.json() || !report.isObject()) {
            printer.fields(answer);
        } else {
            show(printer, report);
        }
        return 0;
    }

    private String query() {
        return new Query(own ? "/portal/stats" : "/admin/stats")
                .with("period", Optional.of(period))
                .with("from", from)
                .with("to", to)
                .with("bucket", by)
                .with("group_by", group)
                .with("calendar", calendar)
                .with("week_start", weekStart)
                .with("client_id", client)
                .with("domain", domain)
                .with("compare", compare ? Optional.of("true") : Optional.empty())
                .with("limit", limit)
                .text();
    }

    private void show(Printer printer, JsonNode report) {
        printer.say("From " + report.path("from").asText() + " to "
                + report.path("to").asText() + ", " + report.path("calendar").asText() + " calendar, "
                + report.path("zone").asText() + ":");
        printer.fields(report.path("total"));
        JsonNode previous = report.path("previous");
        if (previous.isObject()) {
            printer.say("Before, from " + previous.path("from").asText() + ": "
                    + previous.path("total").path("messages").asLong() + " messages"
                    + change(previous.path("change_percent")) + ".");
        }
        if (!report.path("rows").isEmpty()) {
            printer.say("");
            printer.table(flat(report.path("rows")), columns());
        }
    }

    private static ArrayNode flat(JsonNode rows) {
        ArrayNode flat = AdminServer.JSON.createArrayNode();
        rows.forEach(row -> flat.add(row.<ObjectNode>deepCopy().setAll((ObjectNode) row.path("figures"))));
        return flat;
    }

    private static String change(JsonNode percent) {
        return percent.isNumber() ? ", so that it is %+.1f %% now".formatted(percent.asDouble()) : "";
    }

    private String[] columns() {
        return Stream.concat(
                        Stream.of(by.map(_ -> "label"), group.map(_ -> "group")).flatMap(Optional::stream),
                        FIGURES.stream())
                .toArray(String[]::new);
    }
}
