package org.messagebroker.bench.load;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.messagebroker.api.MessageBody;
import org.messagebroker.api.PhoneNumber;

class MessageRequestTest {
    private final MessageRequest request = new MessageRequest(
            new Target("localhost", 8001, "/api/v1/messages", Path.of("c"), Path.of("k"), Path.of("a")), "run.00001");

    @Test
    void isOneWellFramedPost() {
        String text = text(1);
        String head = text.substring(0, text.indexOf("\r\n\r\n"));
        assertTrue(head.startsWith("POST /api/v1/messages HTTP/1.1\r\nHost: localhost:8001\r\n"), head);
        assertTrue(head.endsWith("Content-Length: " + body(1).getBytes(StandardCharsets.UTF_8).length), head);
    }

    @Test
    void carriesAMessageThatAProxyTakes() throws JsonProcessingException {
        JsonNode message = new ObjectMapper().readTree(body(1_234_567_890));
        assertEquals(
                "+989124567890", new PhoneNumber(message.get("sender_number").asText()).value());
        String text = message.get("message_body").asText();
        assertEquals(text, new MessageBody(text).value());
        assertTrue(text.contains("run.00001-1234567890"), text);
    }

    @Test
    void isNeverTheSameTwiceAndAlwaysAsLong() {
        Set<String> seen = new HashSet<>();
        int length = text(0).length();
        for (long serial = 0; serial < 1000; serial++) {
            assertTrue(seen.add(text(serial)));
            assertEquals(length, text(serial).length());
        }
    }

    private String text(long serial) {
        return new String(request.next(serial), StandardCharsets.UTF_8);
    }

    private String body(long serial) {
        return text(serial).substring(text(serial).indexOf("\r\n\r\n") + 4);
    }
}
