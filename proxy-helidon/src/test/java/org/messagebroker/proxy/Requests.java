package org.messagebroker.proxy;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.messagebroker.openapi.ApiDescription;
import org.messagebroker.service.json.Json;
import org.messagebroker.testing.ApiContract;
import org.messagebroker.testing.ApiDocument;
import org.messagebroker.testing.RawTls;

/** The requests that the tests send, byte by byte. */
final class Requests {

    static final String MESSAGES = "/api/v1/messages";
    static final String GOOD = "{\"sender_number\":\"+989121234567\",\"message_body\":\"سلام 👋\"}";

    private static final ApiContract CONTRACT =
            ApiContract.of(ApiDocument.read(ApiDescription.of("proxy").json()));

    private Requests() {}

    /** Hands in a body declared as JSON. */
    static RawTls.Answer submit(RawTls connection, byte[] body, String... headers) throws IOException {
        String[] all = Stream.concat(Stream.of("Content-Type: application/json"), Stream.of(headers))
                .toArray(String[]::new);
        return post(connection, MESSAGES, body, all);
    }

    /** The status of the answer to a good message; for conditions that are awaited. */
    static int goodStatus(RawTls connection) {
        try {
            return submit(connection, GOOD.getBytes(StandardCharsets.UTF_8)).status();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Sends exactly these headers, beside host and length. */
    static RawTls.Answer post(RawTls connection, String target, byte[] body, String... headers) throws IOException {
        String head = "POST " + target + " HTTP/1.1\r\nHost: localhost\r\n" + lines(headers) + "Content-Length: "
                + body.length + "\r\n\r\n";
        connection.send(head.getBytes(StandardCharsets.UTF_8)).send(body);
        return described("POST", target, Optional.of(body), answer(connection));
    }

    static RawTls.Answer get(RawTls connection, String target, String... headers) throws IOException {
        connection.send("GET " + target + " HTTP/1.1\r\nHost: localhost\r\n" + lines(headers) + "\r\n");
        return described("GET", target, Optional.empty(), answer(connection));
    }

    /** Every answer that a test gets must stand in the proxy's description of itself. */
    private static RawTls.Answer described(String method, String target, Optional<byte[]> sent, RawTls.Answer answer) {
        CONTRACT.verify(new ApiContract.Exchange(
                method,
                target,
                sent,
                answer.status(),
                answer::header,
                answer.body().getBytes(StandardCharsets.UTF_8)));
        return answer;
    }

    static RawTls.Answer answer(RawTls connection) throws IOException {
        return connection.read().orElseThrow(() -> new IOException("closed without an answer"));
    }

    static JsonNode json(RawTls.Answer answer) {
        return Json.object(answer.body().getBytes(StandardCharsets.UTF_8));
    }

    private static String lines(String... headers) {
        return Stream.of(headers).map(header -> header + "\r\n").collect(Collectors.joining());
    }
}
