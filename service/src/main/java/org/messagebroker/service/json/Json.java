package org.messagebroker.service.json;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.messagebroker.service.Problem;

/**
 * JSON as both services speak it: snake_case, ISO-8601 instants in UTC, absent instead of null, enums in lower case,
 * {@code MessageId} and {@code ClientId} as text. Reading is strict: UTF-8 only, no duplicated key, nothing after the
 * value, no scalar of another type taken for the one expected, bounded depth and length; unknown fields are ignored.
 * Thread-safe.
 */
public final class Json {

    private static final ObjectMapper MAPPER = JsonMapping.create();

    private Json() {}

    /** The mapper itself, to be used and not configured. */
    public static ObjectMapper mapper() {
        return MAPPER;
    }

    /** The value as JSON in UTF-8. */
    public static byte[] bytes(Object value) {
        try {
            return MAPPER.writeValueAsBytes(value);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("not a value that can be written as JSON: " + value.getClass(), e);
        }
    }

    /**
     * Reads a value.
     *
     * @throws Problem validation_error that says what is wrong and where, without quoting the content
     */
    public static <T> T parse(byte[] json, Class<T> type) {
        String text = text(json);
        try {
            return notNull(MAPPER.readValue(text, type));
        } catch (JsonProcessingException e) {
            throw JsonFault.of(e);
        }
    }

    /**
     * Reads an object as a tree, for fields that need their own check.
     *
     * @throws Problem validation_error that says what is wrong and where; also when the value is not an object
     */
    public static JsonNode object(byte[] json) {
        JsonNode tree = parse(json, JsonNode.class);
        if (!tree.isObject()) {
            throw Problem.invalid("The body must be a JSON object.");
        }
        return tree;
    }

    private static <T> T notNull(T value) {
        return Optional.ofNullable(value).orElseThrow(() -> Problem.invalid("The body must be a JSON object."));
    }

    private static String text(byte[] json) {
        if (json.length == 0) {
            throw Problem.invalid("The body is empty; send a JSON object.");
        }
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .onUnmappableCharacter(CodingErrorAction.REPORT)
                    .decode(ByteBuffer.wrap(json))
                    .toString();
        } catch (CharacterCodingException e) {
            throw Problem.invalid("The body is not valid UTF-8.");
        }
    }
}
