package org.messagebroker.server.message;

import io.helidon.dbclient.DbExecute;
import io.helidon.dbclient.DbRow;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.messagebroker.api.ClientId;
import org.messagebroker.api.MessageAttempt;
import org.messagebroker.api.MessageDetail;
import org.messagebroker.api.MessageId;
import org.messagebroker.api.MessagePage;
import org.messagebroker.api.MessageView;
import org.messagebroker.api.Permission;
import org.messagebroker.server.audit.AuditEntry;
import org.messagebroker.server.audit.AuditStore;
import org.messagebroker.server.crypto.FieldCipher.Field;
import org.messagebroker.server.database.Database;
import org.messagebroker.server.database.Rows;
import org.messagebroker.server.user.Caller;

/**
 * Reads messages for people. Bodies are opened only for who may read them, and the audit that names them is committed
 * before they are handed out. A field that cannot be opened is left out, with an error in the log.
 */
final class MessageList {

    private final Database database;
    private final MessageFinder finder;
    private final MessageSealer sealer;
    private final AuditStore audit;

    MessageList(Database database, MessageSealer sealer, AuditStore audit, InstantSource clock) {
        this.database = database;
        this.finder = new MessageFinder(sealer::index, clock);
        this.sealer = sealer;
        this.audit = audit;
    }

    List<MessageView> read(MessageSearch search, Caller caller) {
        boolean bodies = caller.may(Permission.MESSAGE_BODY_READ);
        return database.transaction(transaction -> {
            List<MessageView> views = finder.find(transaction, search, row -> view(row, bodies));
            List<String> read = withBodies(views);
            if (!read.isEmpty()) {
                String target = read.size() == 1 ? read.getFirst() : read.size() + " messages";
                auditBodies(transaction, caller, target, Map.of("ids", read, "query", search.words()));
            }
            return views;
        });
    }

    /** Some of what was asked for, and where the next page begins. */
    MessagePage page(MessageSearch search, Caller caller) {
        List<MessageView> found = read(search, caller);
        Optional<MessageId> after = found.size() < search.limit()
                ? Optional.empty()
                : Optional.of(found.getLast().messageId());
        return new MessagePage(found, after);
    }

    /** One with its history; empty when there is none, or none that may be seen. */
    Optional<MessageDetail> one(MessageId id, Optional<ClientId> visible, Caller caller) {
        boolean bodies = caller.may(Permission.MESSAGE_BODY_READ);
        return database.transaction(transaction -> {
            Optional<Found> found = finder
                    .find(
                            transaction,
                            SearchParameters.one(id, visible),
                            row -> new Found(view(row, bodies), Math.toIntExact(Rows.number(row, "requeue_epoch"))))
                    .stream()
                    .findFirst();
            Optional<MessageDetail> message = found.map(row ->
                    row.with(AttemptStore.read(transaction, id, row.view().clientId())));
            message.filter(shown -> shown.messageBody().isPresent())
                    .ifPresent(_ ->
                            auditBodies(transaction, caller, id.toString(), Map.of("ids", List.of(id.toString()))));
            return message;
        });
    }

    /** A page without bodies, for an export. */
    List<MessageView> bare(MessageSearch search) {
        return database.read(execute -> finder.find(execute, search, row -> view(row, false)));
    }

    private static List<String> withBodies(List<MessageView> views) {
        return views.stream()
                .filter(view -> view.messageBody().isPresent())
                .map(view -> view.messageId().toString())
                .toList();
    }

    private void auditBodies(DbExecute transaction, Caller caller, String target, Map<String, Object> details) {
        audit.add(transaction, new AuditEntry(caller.actor(), Permission.MESSAGE_BODY_READ.wire(), target, details));
    }

    private MessageView view(DbRow row, boolean bodies) {
        MessageId id = MessageId.ofBytes(row.column("message_id").get(byte[].class));
        ClientId client = new ClientId(row.column("client_id").getString());
        Optional<byte[]> body = bodies ? Rows.optionalBytes(row, "message_body") : Optional.empty();
        return new MessageView(
                id.value(),
                id,
                client,
                Rows.optionalBytes(row, "sender_number").flatMap(stored -> sealer.openMasked(stored, id, client)),
                body.flatMap(stored -> sealer.open(stored, id, client, Field.MESSAGE_BODY)),
                StoredStatus.ofRank(Rows.number(row, "status")).status(),
                Math.toIntExact(Rows.number(row, "attempt_count")),
                Rows.time(row, "created_at"),
                Rows.time(row, "queued_at"),
                Rows.optionalTime(row, "delivered_at"));
    }

    /** A row that was found. */
    private record Found(MessageView view, int requeueEpoch) {

        MessageDetail with(List<MessageAttempt> attempts) {
            return new MessageDetail(
                    view.id(),
                    view.messageId(),
                    view.clientId(),
                    view.senderNumberMasked(),
                    view.messageBody(),
                    view.status(),
                    view.attemptCount(),
                    view.createdAt(),
                    view.queuedAt(),
                    view.deliveredAt(),
                    requeueEpoch,
                    attempts);
        }
    }
}
