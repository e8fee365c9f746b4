package org.messagebroker.openapi;

import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Locale;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/**
 * A file to be sent, kept compressed: so it is small in memory, and is compressed once, however often it is asked for.
 *
 * @param type its media type
 */
record Compressed(String type, byte[] gzip) {

    static Compressed of(String type, byte[] content) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
            gzip.write(content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new Compressed(type, out.toByteArray());
    }

    void send(ServerRequest request, ServerResponse response) {
        response.header(HeaderNames.CONTENT_TYPE, type).header(HeaderNames.VARY, "Accept-Encoding");
        if (takesGzip(request)) {
            response.header(HeaderNames.CONTENT_ENCODING, "gzip").send(gzip);
        } else {
            response.send(content());
        }
    }

    private static boolean takesGzip(ServerRequest request) {
        return request.headers()
                .first(HeaderNames.ACCEPT_ENCODING)
                .map(text -> text.toLowerCase(Locale.ROOT))
                .filter(text -> text.matches(".*\\bgzip\\b(?!\\s*;\\s*q\\s*=\\s*0(\\.0*)?\\s*(,|$)).*"))
                .isPresent();
    }

    private byte[] content() {
        try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(gzip))) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
