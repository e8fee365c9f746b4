package org.messagebroker.admin.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.messagebroker.api.ClientId;
import org.messagebroker.api.ErrorBody;
import org.messagebroker.api.LoginResponse;
import org.messagebroker.api.MessageStatus;
import org.messagebroker.api.MessageView;
import org.messagebroker.api.RefreshRequest;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

class WireJsonTest {

    private static final String ID = "0193594b-3a5c-7def-8123-456789abcdef";

    private final JsonMapper json = WireJson.mapper();

    @Test
    void readsARefusalThatTellsNoParticulars() {
        String refusal = "{\"error\":\"authentication_error\",\"message\":\"no\","
                + "\"timestamp\":\"2026-11-25T10:00:00Z\",\"request_id\":\"r\"}";
        assertEquals(
                Map.of(), WireJson.mapper().readValue(refusal, ErrorBody.class).details());
    }

    @Test
    void readsAMessage() {
        MessageView message = json.readValue("""
                {"id":"%s","message_id":"%s","client_id":"alpha","sender_number_masked":"+98***4567",
                 "message_body":"سلام","status":"delivered","attempt_count":2,"created_at":"2026-11-23T20:00:00Z",
                 "queued_at":"2026-11-23T20:00:00.123Z","delivered_at":"2026-11-23T20:00:01Z","later":"ignored"}""".formatted(ID, ID), MessageView.class);
        assertEquals(new ClientId("alpha"), message.clientId());
        assertEquals(MessageStatus.DELIVERED, message.status());
        assertEquals(Optional.of("سلام"), message.messageBody());
        assertEquals(Instant.parse("2026-11-23T20:00:00.123Z"), message.queuedAt());
    }

    @Test
    void readsWhatIsAbsentOrNullAsEmpty() {
        MessageView message = json.readValue("""
                {"id":"%s","message_id":"%s","client_id":"alpha","message_body":null,"status":"queued",
                 "attempt_count":0,"created_at":"2026-11-23T20:00:00Z","queued_at":"2026-11-23T20:00:00Z"}""".formatted(ID, ID), MessageView.class);
        assertEquals(Optional.empty(), message.senderNumberMasked());
        assertEquals(Optional.empty(), message.messageBody());
        assertEquals(Optional.empty(), message.deliveredAt());
    }

    @Test
    void readsTheTokensOfASession() {
        LoginResponse tokens = json.readValue("""
                {"access_token":"a","refresh_token":"r","token_type":"bearer","expires_in":900,
                 "user":{"id":"%s","email":"a@b.c","role":"admin","client_id":null,"is_active":true,
                 "last_login":null,"created_at":"2026-11-23T20:00:00Z"}}""".formatted(ID), LoginResponse.class);
        assertEquals("a", tokens.accessToken());
        assertEquals(true, tokens.user().isActive());
    }

    @Test
    void writesSnakeCase() {
        assertEquals("{\"refresh_token\":\"r\"}", json.writeValueAsString(new RefreshRequest("r")));
    }

    @Test
    void refusesAMalformedId() {
        assertThrows(JacksonException.class, () -> json.readValue("{\"message_id\":\"no\"}", MessageView.class));
    }
}
