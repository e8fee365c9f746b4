package org.messagebroker.server.message;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.messagebroker.api.MessageView;
import org.messagebroker.server.audit.AuditEntry;
import org.messagebroker.server.audit.AuditEntry.Actor;
import org.messagebroker.server.audit.AuditStore;
import org.messagebroker.server.database.Database;
import org.messagebroker.server.export.Csv;
import org.messagebroker.server.query.RequestFields;
import org.messagebroker.service.json.Json;

/**
 * Writes what a search finds, newest first, however much it is: page by page, none of which is held longer than it takes to
 * write it. Never a body or a whole number. Thread-safe.
 */
final class MessageExport {

    private static final int PAGE = 1000;

    private final Database database;
    private final MessageList messages;
    private final AuditStore audit;

    MessageExport(Database database, MessageList messages, AuditStore audit) {
        this.database = database;
        this.messages = messages;
        this.audit = audit;
    }

    /** Commits the audit; only then anything may be handed out. */
    void announce(MessageSearch search, Form form, Actor actor) {
        Map<String, Object> details = Map.of("format", form.ending(), "query", search.words());
        database.transaction(transaction -> {
            audit.add(transaction, new AuditEntry(actor, "message.export", "", details));
            return details;
        });
    }

    void write(MessageSearch search, Form form, OutputStream out) throws IOException {
        write(out, form.begin());
        List<MessageView> page = messages.bare(search.limitedTo(PAGE));
        while (!page.isEmpty()) {
            for (MessageView each : page) {
                write(out, form.line(each));
            }
            page = page.size() < PAGE
                    ? List.of()
                    : messages.bare(search.following(page.getLast().messageId(), PAGE));
        }
    }

    private static void write(OutputStream out, String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.UTF_8));
    }

    private static Map<String, Object> row(MessageView view) {
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("message_id", view.messageId().toString());
        row.put("client_id", view.clientId().value());
        row.put("status", view.status().wire());
        row.put("attempt_count", view.attemptCount());
        row.put("queued_at", view.queuedAt());
        row.put("created_at", view.createdAt());
        row.put("delivered_at", view.deliveredAt().map(Instant::toString).orElse(""));
        row.put("sender_number_masked", view.senderNumberMasked().orElse(""));
        return row;
    }

    /** What the file is. */
    enum Form {
        CSV("text/csv; charset=utf-8") {
            @Override
            String begin() {
                return Csv.BEGIN + Csv.line(TITLES);
            }

            @Override
            String line(MessageView view) {
                return Csv.line(
                        row(view).values().stream().map(Object::toString).toList());
            }
        },
        /** One JSON object on each line. */
        JSONL("application/x-ndjson") {
            @Override
            String begin() {
                return "";
            }

            @Override
            String line(MessageView view) {
                Map<String, Object> row = row(view);
                row.values().removeIf(""::equals);
                return new String(Json.bytes(row), StandardCharsets.UTF_8) + "\n";
            }
        };

        private static final List<String> TITLES = List.of(
                "message_id",
                "client_id",
                "status",
                "attempt_count",
                "queued_at",
                "created_at",
                "delivered_at",
                "sender_number_masked");

        private final String mediaType;

        Form(String mediaType) {
            this.mediaType = mediaType;
        }

        String mediaType() {
            return mediaType;
        }

        /** Also the ending of a file's name. */
        String ending() {
            return RequestFields.wire(this);
        }

        /** Before the first line. */
        abstract String begin();

        abstract String line(MessageView view);
    }
}
