package org.messagebroker.server.message;

import com.fasterxml.jackson.databind.JsonNode;
import java.security.cert.X509Certificate;
import java.util.Optional;
import java.util.UUID;
import org.messagebroker.api.Envelope;
import org.messagebroker.api.MessageBody;
import org.messagebroker.api.MessageContent;
import org.messagebroker.api.PhoneNumber;
import org.messagebroker.api.TestMessageOrder;
import org.messagebroker.sealing.Opener;
import org.messagebroker.sealing.Opener.Opened;
import org.messagebroker.service.Problem;
import org.messagebroker.service.json.Json;
import org.messagebroker.service.tls.Peer;

/** Opens what a proxy has sealed, and reads it. Nothing it says repeats the content. Thread-safe. */
final class PayloadReader {

    private final Opener opener;

    PayloadReader(Opener opener) {
        this.opener = opener;
    }

    Payload read(Envelope envelope) {
        if (envelope.version() > Envelope.SEALED_TEST) {
            return new Payload.Unknown("this server does not know payloads of form " + envelope.version()
                    + " yet; update it to the proxies' version");
        }
        return switch (opener.open(envelope)) {
            case Opened.Content(byte[] content, X509Certificate proxy)
            when envelope.carriesTest() -> test(content, proxy);
            case Opened.Content(byte[] content, X509Certificate _) -> parsed(content);
            case Opened.Forged(String reason) -> new Payload.Forged(reason);
            case Opened.UnknownKey(int version) ->
                new Payload.Unknown("this server does not have version " + version + " of its sealing key");
        };
    }

    private static Payload test(byte[] content, X509Certificate proxy) {
        return TestMessageOrder.ofContent(content)
                .<Payload>map(
                        order -> new Payload.Test(order.testId(), Peer.of(proxy).name()))
                .orElseGet(() -> new Payload.Invalid("it is a test message without the id of a test"));
    }

    private static Payload parsed(byte[] content) {
        try {
            return content(Json.object(content));
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

        /**
         * A test message; it says nothing.
         *
         * @param proxy who sealed it
         */
        record Test(UUID test, String proxy) implements Payload {}

        /** It will never be readable. */
        record Invalid(String reason) implements Payload {}

        /** No proxy of ours has made it as it is. */
        record Forged(String reason) implements Payload {}

        /** It may become readable when this server is updated. */
        record Unknown(String reason) implements Payload {}
    }
}
