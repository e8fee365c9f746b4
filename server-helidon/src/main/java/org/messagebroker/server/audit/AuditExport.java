package org.messagebroker.server.audit;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.messagebroker.server.database.Database;
import org.messagebroker.server.export.Csv;
import org.messagebroker.service.Problem;
import org.messagebroker.service.QueryParameters;
import org.messagebroker.service.json.Json;

/** Writes what a search finds, the oldest first, however much it is: page by page. Thread-safe. */
final class AuditExport {

    private static final int PAGE = 1000;
    private static final List<String> TITLES = List.of(
            "chain", "position", "at", "actor", "actor_id", "address", "request_id", "action", "target", "details");

    private final Database database;

    AuditExport(Database database) {
        this.database = database;
    }

    void write(AuditSearch search, Form form, OutputStream out) throws IOException {
        if (form == Form.CSV) {
            write(out, Csv.BEGIN + Csv.line(TITLES));
        }
        long after = 0;
        List<AuditRecord> page = page(search, after);
        while (!page.isEmpty()) {
            for (AuditRecord each : page) {
                write(out, form.line(each));
            }
            after = page.getLast().position();
            page = page(search, after);
        }
    }

    private List<AuditRecord> page(AuditSearch search, long after) {
        return database.read(execute -> AuditRows.oldest(execute, search, after, PAGE));
    }

    private static void write(OutputStream out, String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.UTF_8));
    }

    /** What the file is. */
    enum Form {
        CSV("text/csv; charset=utf-8"),
        /** One JSON object on each line. */
        JSONL("application/x-ndjson");

        private final String mediaType;

        Form(String mediaType) {
            this.mediaType = mediaType;
        }

        String mediaType() {
            return mediaType;
        }

        String ending() {
            return name().toLowerCase(Locale.ROOT);
        }

        static Form read(QueryParameters query) {
            return switch (query.text("format", 16).orElse("csv")) {
                case "csv" -> CSV;
                case "jsonl" -> JSONL;
                default -> throw Problem.invalidField("format", "must be csv or jsonl");
            };
        }

        private String line(AuditRecord each) {
            return switch (this) {
                case CSV ->
                    Csv.line(List.of(
                            each.chain().wire(),
                            Long.toString(each.position()),
                            each.at().toString(),
                            each.actor().name(),
                            each.actor().id().map(UUID::toString).orElse(""),
                            each.actor().address(),
                            each.actor().requestId(),
                            each.action(),
                            each.target(),
                            each.details()));
                case JSONL -> new String(Json.bytes(each.view()), StandardCharsets.UTF_8) + "\n";
            };
        }
    }
}
