package org.messagebroker.server.message;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;
import org.messagebroker.api.Envelope;
import org.messagebroker.api.MessageBody;
import org.messagebroker.api.MessageContent;
import org.messagebroker.api.PhoneNumber;
import org.messagebroker.service.Problem;
import org.messagebroker.service.json.Json;

/** Reads what a proxy put into an envelope. Nothing it says repeats the content. */
final class PayloadReader {

    Payload read(Envelope envelope) {
        if (envelope.version() != Envelope.PLAIN) {
            return new Payload.Unknown("this server does not know payloads of form " + envelope.version()
                    + " yet; update it to the proxies' version");
        }
        try {
            return content(Json.object(envelope.payload()));
        } catch (Problem undecodable) {
            return new Payload.Invalid("its payload is not a JSON object in UTF-8");
        }
    }

    private static Payload content(JsonNode payload) {
        JsonNode number = payload.path("sender_number");
        JsonNode body = payload.path("message_body");
        if (!number.isTextual() || !PhoneNumber.isValid(number.textValue())) {
            return new Payload.Invalid("its sender number is not a telephone number");
        }
        if (!body.isTextual()) {
            return new Payload.Invalid("it has no body");
        }
        return MessageBody.fault(body.textValue())
                .<Payload>map(fault -> new Payload.Invalid("its body " + fault))
                .orElseGet(() -> new Payload.Content(new MessageContent(
                        new PhoneNumber(number.textValue()),
                        new MessageBody(body.textValue()),
                        Optional.ofNullable(payload.path("domain").textValue()))));
    }

    /** What reading gave. */
    sealed interface Payload {
        record Content(MessageContent content) implements Payload {}

        /** It will never be readable. */
        record Invalid(String reason) implements Payload {}

        /** It may become readable when this server is updated. */
        record Unknown(String reason) implements Payload {}
    }
}
