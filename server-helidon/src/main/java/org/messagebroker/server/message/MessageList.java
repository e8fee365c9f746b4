package org.messagebroker.server.message;

import io.helidon.dbclient.DbExecute;
import io.helidon.dbclient.DbRow;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.messagebroker.api.ClientId;
import org.messagebroker.api.MessageId;
import org.messagebroker.api.MessageView;
import org.messagebroker.server.audit.AuditEntry;
import org.messagebroker.server.audit.AuditStore;
import org.messagebroker.server.crypto.FieldCipher.Field;
import org.messagebroker.server.database.Database;
import org.messagebroker.server.database.Rows;
import org.messagebroker.server.user.Caller;
import org.messagebroker.server.user.Permission;

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
            auditBodies(transaction, views, caller);
            return views;
        });
    }

    private void auditBodies(DbExecute transaction, List<MessageView> views, Caller caller) {
        List<String> ids = views.stream()
                .filter(view -> view.messageBody().isPresent())
                .map(view -> view.messageId().toString())
                .toList();
        if (!ids.isEmpty()) {
            String target = ids.size() == 1 ? ids.getFirst() : ids.size() + " messages";
            audit.add(
                    transaction,
                    new AuditEntry(caller.actor(), Permission.MESSAGE_BODY_READ.wire(), target, Map.of("ids", ids)));
        }
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
}
