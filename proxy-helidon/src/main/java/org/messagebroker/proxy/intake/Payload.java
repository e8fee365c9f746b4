package org.messagebroker.proxy.intake;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.messagebroker.api.Envelope;
import org.messagebroker.api.MessageContent;
import org.messagebroker.service.json.Json;

/**
 * The content of a message as it travels: the only place at the proxy that makes a payload. The form is
 * {@link Envelope#PLAIN}, JSON in UTF-8.
 */
final class Payload {

    /** The form, as {@link Envelope#version()} names it. */
    static final int VERSION = Envelope.PLAIN;

    private Payload() {}

    static byte[] of(MessageContent content) {
        ObjectNode json = Json.mapper().createObjectNode();
        json.put("sender_number", content.senderNumber().value());
        json.put("message_body", content.body().value());
        content.domain().ifPresent(domain -> json.put("domain", domain));
        return Json.bytes(json);
    }
}
