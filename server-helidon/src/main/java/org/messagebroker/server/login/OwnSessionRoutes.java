package org.messagebroker.server.login;

import io.helidon.dbclient.DbExecute;
import io.helidon.http.Status;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.messagebroker.api.ErrorCode;
import org.messagebroker.api.LanguageChoice;
import org.messagebroker.server.audit.AuditEntry;
import org.messagebroker.server.audit.AuditStore;
import org.messagebroker.server.database.Database;
import org.messagebroker.server.user.Authentication;
import org.messagebroker.server.user.Caller;
import org.messagebroker.server.user.UserSessions;
import org.messagebroker.service.Problem;
import org.messagebroker.service.json.JsonBody;

/** {@code /portal/sessions} and {@code /portal/language}: one's own. */
final class OwnSessionRoutes implements HttpService {

    private static final String BY_ITS_OWNER = "ended by its owner";

    private final Authentication authentication;
    private final Database database;
    private final UserSessions sessions;
    private final AuditStore audit;

    OwnSessionRoutes(Authentication authentication, LoginParts parts) {
        this.authentication = authentication;
        this.database = parts.database();
        this.sessions = new UserSessions(parts.ledger(), parts.clock());
        this.audit = parts.audit();
    }

    @Override
    public void routing(HttpRules rules) {
        rules.get("/portal/sessions", this::list)
                .delete("/portal/sessions", this::endOthers)
                .delete("/portal/sessions/{id}", this::end)
                .get("/portal/language", this::language)
                .put("/portal/language", this::setLanguage);
    }

    private void list(ServerRequest request, ServerResponse response) {
        Caller caller = authentication.require(request);
        JsonBody.send(
                response,
                200,
                database.read(execute -> sessions.living(execute, caller.user().id(), Optional.of(caller.session()))));
    }

    /** All but the one that asks. */
    private void endOthers(ServerRequest request, ServerResponse response) {
        Caller caller = authentication.require(request);
        database.transaction(transaction -> {
            long ended = sessions.endAll(transaction, caller.user().id(), Optional.of(caller.session()), BY_ITS_OWNER);
            note(transaction, caller, "session.end_others", Map.of("sessions", ended));
            return ended;
        });
        response.status(Status.NO_CONTENT_204).send();
    }

    private void end(ServerRequest request, ServerResponse response) {
        Caller caller = authentication.require(request);
        UUID session = id(request);
        database.transaction(transaction -> {
            if (!sessions.end(transaction, caller.user().id(), session, BY_ITS_OWNER)) {
                throw unknown();
            }
            note(transaction, caller, "session.end", Map.of("session", session.toString()));
            return session;
        });
        response.status(Status.NO_CONTENT_204).send();
    }

    private void language(ServerRequest request, ServerResponse response) {
        Caller caller = authentication.require(request);
        JsonBody.send(
                response,
                200,
                new LanguageChoice(database.read(
                        execute -> LanguageStore.of(execute, caller.user().id()))));
    }

    private void setLanguage(ServerRequest request, ServerResponse response) {
        Caller caller = authentication.require(request);
        LanguageChoice choice = JsonBody.read(request, LanguageChoice.class);
        database.transaction(transaction -> {
            LanguageStore.set(transaction, caller.user().id(), choice.language());
            note(
                    transaction,
                    caller,
                    "user.own_language",
                    Map.of("language", choice.language().code()));
            return choice;
        });
        JsonBody.send(response, 200, choice);
    }

    private void note(DbExecute transaction, Caller caller, String action, Map<String, Object> details) {
        audit.add(
                transaction,
                new AuditEntry(caller.actor(), action, caller.user().email(), details));
    }

    private static UUID id(ServerRequest request) {
        try {
            return UUID.fromString(request.path().pathParameters().get("id"));
        } catch (IllegalArgumentException malformed) {
            throw unknown();
        }
    }

    private static Problem unknown() {
        return Problem.of(ErrorCode.NOT_FOUND, "You have no such session.");
    }
}
