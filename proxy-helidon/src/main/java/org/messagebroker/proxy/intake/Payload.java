package org.messagebroker.proxy.intake;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.messagebroker.api.MessageContent;
import org.messagebroker.service.json.Json;

/** The content of a message as the server reads it when it has opened the seal: JSON in UTF-8. */
final class Payload {

    private Payload() {}

    static byte[] of(MessageContent content) {
        ObjectNode json = Json.mapper().createObjectNode();
        json.put("sender_number", content.senderNumber().value());
        json.put("message_body", content.body().value());
        content.domain().ifPresent(domain -> json.put("domain", domain));
        return Json.bytes(json);
    }
}
