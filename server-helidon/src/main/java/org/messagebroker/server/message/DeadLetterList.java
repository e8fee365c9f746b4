package org.messagebroker.server.message;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.messagebroker.api.ClientId;
import org.messagebroker.api.DeadLetterPage;
import org.messagebroker.api.DeadLetterView;
import org.messagebroker.api.Envelope;
import org.messagebroker.api.ErrorCode;
import org.messagebroker.api.MessageContent;
import org.messagebroker.api.MessageId;
import org.messagebroker.api.Permission;
import org.messagebroker.server.audit.AuditEntry;
import org.messagebroker.server.audit.AuditStore;
import org.messagebroker.server.database.Database;
import org.messagebroker.server.message.DeadLetterSearch.LetterKey;
import org.messagebroker.server.message.PayloadReader.Payload;
import org.messagebroker.server.user.Caller;
import org.messagebroker.service.Problem;

/** Shows people what was given up. A body is opened only for who may read it, and only when its audit is committed. */
final class DeadLetterList {

    private final Database database;
    private final MessageSealer sealer;
    private final PayloadReader payloads;
    private final AuditStore audit;

    DeadLetterList(Database database, MessageSealer sealer, PayloadReader payloads, AuditStore audit) {
        this.database = database;
        this.sealer = sealer;
        this.payloads = payloads;
        this.audit = audit;
    }

    DeadLetterPage page(DeadLetterSearch search, int limit) {
        List<DeadLetterView> found = database.batch(connection -> DeadLetterRows.views(connection, search, limit + 1));
        List<DeadLetterView> shown = found.subList(0, Math.min(limit, found.size()));
        Optional<String> after =
                found.size() > limit ? Optional.of(key(shown.getLast()).text()) : Optional.empty();
        return new DeadLetterPage(shown, after);
    }

    private static LetterKey key(DeadLetterView view) {
        return new LetterKey(view.messageId(), view.clientId());
    }

    /** @throws Problem not_found; validation_error when two clients have used the id and none is named */
    DeadLetterView one(MessageId id, Optional<ClientId> client) {
        return database.batch(connection -> one(connection, id, client));
    }

    private static DeadLetterView one(Connection connection, MessageId id, Optional<ClientId> client)
            throws SQLException {
        DeadLetterSearch search = DeadLetterSearch.ofIds(List.of(id)).ofClient(client);
        List<DeadLetterView> found = DeadLetterRows.views(connection, search, 2);
        if (found.isEmpty()) {
            throw Problem.of(ErrorCode.NOT_FOUND, "No dead letter has this id.");
        }
        if (found.size() > 1) {
            throw Problem.invalidField("client_id", "must be given: messages of several clients have this id.");
        }
        return found.getFirst();
    }

    /** The same with what it says, if it can be opened. Opening is audited either way. */
    DeadLetterView opened(MessageId id, Optional<ClientId> client, Caller caller) {
        return database.batch(connection -> {
            DeadLetterView view = one(connection, id, client);
            audit.add(
                    connection,
                    new AuditEntry(
                            caller.actor(),
                            Permission.MESSAGE_BODY_READ.wire(),
                            id.toString(),
                            Map.of("ids", List.of(id.toString()), "dead_letter", true)));
            DeadLetterSearch search = DeadLetterSearch.ofIds(List.of(id)).ofClient(Optional.of(view.clientId()));
            return opened(view, DeadLetterRows.stored(connection, search).getFirst());
        });
    }

    private DeadLetterView opened(DeadLetterView view, Envelope stored) {
        return sealer.openPayload(stored)
                .map(payloads::read)
                .map(payload -> opened(view, payload))
                .orElseGet(() -> unreadable(view, "what the database holds of it cannot be decrypted"));
    }

    private static DeadLetterView opened(DeadLetterView view, Payload payload) {
        return switch (payload) {
            case Payload.Content(MessageContent content) ->
                with(
                        view,
                        Optional.of(content.senderNumber().masked()),
                        Optional.of(content.body().value()),
                        Optional.empty());
            case Payload.Test _ -> unreadable(view, "it is a test message and says nothing");
            case Payload.Invalid(String reason) -> unreadable(view, reason);
            case Payload.Forged(String reason) -> unreadable(view, reason);
            case Payload.Unknown(String reason) -> unreadable(view, reason);
        };
    }

    private static DeadLetterView unreadable(DeadLetterView view, String why) {
        return with(view, Optional.empty(), Optional.empty(), Optional.of(why));
    }

    private static DeadLetterView with(
            DeadLetterView view, Optional<String> number, Optional<String> body, Optional<String> unreadable) {
        return new DeadLetterView(
                view.messageId(),
                view.clientId(),
                view.kind(),
                view.state(),
                view.reason(),
                view.attemptCount(),
                view.requeueEpoch(),
                view.acceptedAt(),
                view.diedAt(),
                number,
                body,
                unreadable);
    }
}
