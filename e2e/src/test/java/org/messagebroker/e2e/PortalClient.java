package org.messagebroker.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** An administrator who reads messages through the portal's API. */
final class PortalClient {

    private static final int PAGE = 100;

    private final Https server;
    private final String token;

    private PortalClient(Https server, String token) {
        this.server = server;
        this.token = token;
    }

    static PortalClient login(RunningSystem system) {
        Https server = Https.trusting(system.certificates().resolve("ca.crt"), system.port(8000));
        String body = "{\"email\":\"admin@broker.localhost\",\"password\":\"" + system.adminPassword() + "\"}";
        return new PortalClient(
                server,
                get(server, "POST", "/portal/auth/login", body)
                        .path("access_token")
                        .asText());
    }

    /** One message by its id; a list of none or one. */
    JsonNode find(String id) {
        return get(server, "GET", "/portal/messages?search=" + id, "", "Authorization", "Bearer " + token);
    }

    /** All messages, newest first, page by page. */
    List<JsonNode> all() {
        List<JsonNode> all = new ArrayList<>();
        String after = "";
        while (true) {
            JsonNode page = get(
                    server, "GET", "/portal/messages?limit=" + PAGE + after, "", "Authorization", "Bearer " + token);
            page.forEach(all::add);
            if (page.size() < PAGE) {
                return all;
            }
            after = "&after=" + page.get(page.size() - 1).path("message_id").asText();
        }
    }

    private static JsonNode get(Https server, String method, String path, String body, String... headers) {
        try {
            Https.Answer answer = server.send(method, path, body, headers);
            if (answer.status() != 200) {
                throw new AssertionError(path + " answered " + answer.status() + " " + answer.body());
            }
            return answer.json();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
