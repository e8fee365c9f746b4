package org.messagebroker.standalone;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.StreamSupport;

/** The server's portal, as the first administrator sees it. */
final class Portal {

    static final String ADMIN_EMAIL = "admin@broker.localhost";

    /** Wrong, disabled, locked. */
    private static final Set<Integer> CHANGED = Set.of(401, 403, 423);

    private final JsonHttp server;

    private Portal(JsonHttp server) {
        this.server = server;
    }

    /** Logs in with the generated password; empty when it is no longer the administrator's. */
    static Optional<Portal> login(Installation installation, Certificates certificates, Ports ports) {
        JsonHttp server =
                JsonHttp.https(ClientTls.trusting(certificates.server().trust()), ports.server());
        JsonHttp.Answer answer =
                server.post("/portal/auth/login", Map.of("email", ADMIN_EMAIL, "password", password(installation)));
        if (CHANGED.contains(answer.status())) {
            return Optional.empty();
        }
        JsonNode session = answer.expect(200, "The administrator cannot log in", Exit.FAILED);
        return Optional.of(
                new Portal(server.withToken(session.path("access_token").asText())));
    }

    private static String password(Installation installation) {
        try {
            return Files.readString(installation.adminPassword()).strip();
        } catch (IOException e) {
            throw new CommandFailure(Exit.FAILED, "Cannot read " + installation.adminPassword() + ".", e);
        }
    }

    /** The body of a message that was delivered, decrypted; empty when the portal does not show it. */
    Optional<String> body(String messageId) {
        JsonNode messages = server.get("/portal/messages?limit=20&search=" + messageId)
                .expect(200, "The portal does not list messages", Exit.FAILED);
        return StreamSupport.stream(messages.spliterator(), false)
                .filter(message -> message.path("message_id").asText().equals(messageId))
                .map(message -> message.path("message_body"))
                .filter(JsonNode::isTextual)
                .map(JsonNode::asText)
                .findFirst();
    }
}
