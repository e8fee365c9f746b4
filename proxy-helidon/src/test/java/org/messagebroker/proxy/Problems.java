package org.messagebroker.proxy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import org.messagebroker.testing.RawTls;

/** What every error answer of the proxy must be. */
final class Problems {

    private Problems() {}

    static void assertProblem(int status, String code, RawTls.Answer answer) {
        assertEquals(status, answer.status(), answer.body());
        JsonNode body = Requests.json(answer);
        assertEquals(code, body.path("error").textValue());
        assertFalse(body.path("message").textValue().isBlank());
        assertFalse(body.path("request_id").textValue().isBlank());
        assertTrue(Instant.parse(body.path("timestamp").textValue())
                .isBefore(Instant.now().plusSeconds(1)));
        assertFalse(answer.body().contains("messagebroker."), answer.body());
        assertFalse(answer.body().contains("Exception"), answer.body());
    }

    /** An error after which the client is asked to wait and repeat. */
    static void assertRetryLater(RawTls.Answer answer) {
        assertProblem(503, "service_unavailable", answer);
        int header = Integer.parseInt(answer.header("Retry-After").orElseThrow());
        assertTrue(header >= 1);
        assertEquals(header, Requests.json(answer).path("retry_after").intValue());
    }
}
