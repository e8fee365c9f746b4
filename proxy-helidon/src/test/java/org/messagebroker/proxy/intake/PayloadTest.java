package org.messagebroker.proxy.intake;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.messagebroker.api.MessageBody;
import org.messagebroker.api.MessageContent;
import org.messagebroker.api.PhoneNumber;

class PayloadTest {

    private static final PhoneNumber NUMBER = new PhoneNumber("+989121234567");

    @Test
    void isJsonInPlainUtf8() {
        MessageContent content = new MessageContent(NUMBER, new MessageBody("می‌خواهم 👋"), Optional.of("example.ir"));
        assertEquals(
                "{\"sender_number\":\"+989121234567\",\"message_body\":\"می‌خواهم 👋\",\"domain\":\"example.ir\"}",
                new String(Payload.of(content), StandardCharsets.UTF_8));
    }

    @Test
    void leavesOutADomainThatIsAbsent() {
        MessageContent content = new MessageContent(NUMBER, new MessageBody("\"x\"\n"), Optional.empty());
        assertEquals(
                "{\"sender_number\":\"+989121234567\",\"message_body\":\"\\\"x\\\"\\n\"}",
                new String(Payload.of(content), StandardCharsets.UTF_8));
    }
}
