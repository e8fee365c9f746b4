package org.messagebroker.service.json;

import com.fasterxml.jackson.databind.JsonNode;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.http.Status;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.regex.Pattern;
import org.messagebroker.api.ErrorCode;
import org.messagebroker.service.Problem;

/**
 * Reads request bodies and sends answers. A body must be declared {@code application/json} (charset absent or UTF-8) and
 * is read whole: the listener has bounded it.
 */
public final class JsonBody {

    private static final Pattern JSON =
            Pattern.compile("application/json\\s*(;\\s*charset\\s*=\\s*\"?utf-8\"?\\s*)?", Pattern.CASE_INSENSITIVE);

    private JsonBody() {}

    /**
     * The request's body as a value.
     *
     * @throws Problem unsupported_media_type or validation_error
     */
    public static <T> T read(ServerRequest request, Class<T> type) {
        return Json.parse(bytes(request), type);
    }

    /**
     * The request's body as a tree, always an object.
     *
     * @throws Problem unsupported_media_type or validation_error
     */
    public static JsonNode object(ServerRequest request) {
        return Json.object(bytes(request));
    }

    /**
     * The bytes of a body declared as JSON; not empty.
     *
     * @throws Problem unsupported_media_type or validation_error
     */
    public static byte[] bytes(ServerRequest request) {
        requireJson(request);
        if (!request.content().hasEntity()) {
            throw Problem.invalid("The body is empty; send a JSON object.");
        }
        try (InputStream in = request.content().inputStream()) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Answers with a value. */
    public static void send(ServerResponse response, int status, Object value) {
        response.status(Status.create(status));
        response.header(HeaderValues.CONTENT_TYPE_JSON);
        response.send(Json.bytes(value));
    }

    private static void requireJson(ServerRequest request) {
        String declared = request.headers().first(HeaderNames.CONTENT_TYPE).orElse("");
        if (!JSON.matcher(declared).matches()) {
            throw Problem.of(
                    ErrorCode.UNSUPPORTED_MEDIA_TYPE, "The body must be JSON: send Content-Type: application/json.");
        }
    }
}
