package org.messagebroker.proxy.intake;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;
import org.messagebroker.api.MessageBody;
import org.messagebroker.api.MessageContent;
import org.messagebroker.api.PhoneNumber;
import org.messagebroker.service.Problem;

/** Turns the JSON that a client sends into content that is valid by construction. Unknown fields are ignored. */
final class MessageForm {

    private static final String NUMBER = "sender_number";
    private static final String BODY = "message_body";
    private static final String METADATA = "metadata";
    private static final String DOMAIN = "metadata.domain";

    private static final String A_NUMBER =
            "a telephone number in E.164 form: + and 7 to 15 digits 0-9, the first not 0";
    private static final String A_BODY = "text of 1 to 1000 characters, not blank";
    private static final String AN_OBJECT = "an object, null, or nothing";
    private static final String A_DOMAIN = "text of at most 255 characters, null, or nothing";

    private static final int MAX_DOMAIN = 255;

    private MessageForm() {}

    /**
     * Reads the content. {@code metadata.client_id} is ignored: identity is the certificate.
     *
     * @throws Problem validation_error that names the field and what is expected, never what was sent
     */
    static MessageContent read(JsonNode form) {
        return new MessageContent(number(form), body(form), domain(form));
    }

    private static PhoneNumber number(JsonNode form) {
        String text = text(form, NUMBER, A_NUMBER);
        if (!PhoneNumber.isValid(text)) {
            throw refused(NUMBER, "is not valid", A_NUMBER);
        }
        return new PhoneNumber(text);
    }

    private static MessageBody body(JsonNode form) {
        String text = text(form, BODY, A_BODY);
        MessageBody.fault(text).ifPresent(fault -> {
            throw refused(BODY, fault, A_BODY);
        });
        return new MessageBody(text);
    }

    private static Optional<String> domain(JsonNode form) {
        JsonNode metadata = form.path(METADATA);
        if (isAbsent(metadata)) {
            return Optional.empty();
        }
        if (!metadata.isObject()) {
            throw refused(METADATA, "has the wrong type", AN_OBJECT);
        }
        return domainIn(metadata.path("domain"));
    }

    private static Optional<String> domainIn(JsonNode domain) {
        if (isAbsent(domain)) {
            return Optional.empty();
        }
        if (!domain.isTextual()) {
            throw refused(DOMAIN, "has the wrong type", A_DOMAIN);
        }
        String text = domain.textValue().strip();
        if (text.length() > MAX_DOMAIN || text.chars().anyMatch(MessageForm::isUnfitForAName)) {
            throw refused(DOMAIN, "is too long or has characters that no domain has", A_DOMAIN);
        }
        return Optional.of(text).filter(name -> !name.isEmpty());
    }

    private static String text(JsonNode form, String field, String expected) {
        JsonNode value = form.path(field);
        if (isAbsent(value)) {
            throw refused(field, "is missing", expected);
        }
        if (!value.isTextual()) {
            throw refused(field, "has the wrong type", expected);
        }
        return value.textValue();
    }

    private static boolean isAbsent(JsonNode value) {
        return value.isMissingNode() || value.isNull();
    }

    private static boolean isUnfitForAName(int unit) {
        return Character.isISOControl(unit) || Character.isSurrogate((char) unit);
    }

    private static Problem refused(String field, String fault, String expected) {
        return Problem.invalidField(field, fault + "; expected " + expected + ".")
                .with("expected", expected);
    }
}
