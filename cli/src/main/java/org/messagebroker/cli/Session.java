package org.messagebroker.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;

/**
 * A log-in that later commands use. {@link #toString()} hides the tokens.
 *
 * @param authorities PEM: who the server's certificate must come from
 * @param accessUntil when the access token ends and the refresh token is needed
 */
record Session(String email, String authorities, String accessToken, Instant accessUntil, String refreshToken) {

    /** From what the server answers to a log-in or a refresh. */
    static Session of(JsonNode answer, String authorities, Instant now) {
        return new Session(
                answer.path("user").path("email").asText(),
                authorities,
                answer.path("access_token").asText(),
                now.plusSeconds(answer.path("expires_in").asLong()),
                answer.path("refresh_token").asText());
    }

    static Session read(JsonNode stored) {
        return new Session(
                stored.path("email").asText(),
                stored.path("authorities").asText(),
                stored.path("access_token").asText(),
                Instant.parse(stored.path("access_until").asText()),
                stored.path("refresh_token").asText());
    }

    JsonNode stored() {
        return AdminServer.JSON
                .createObjectNode()
                .put("email", email)
                .put("authorities", authorities)
                .put("access_token", accessToken)
                .put("access_until", accessUntil.toString())
                .put("refresh_token", refreshToken);
    }

    @Override
    public String toString() {
        return "Session[" + email + "]";
    }
}
