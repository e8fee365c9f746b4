package org.messagebroker.bench.prove;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.messagebroker.bench.load.Answer;
import org.messagebroker.bench.load.Connection;
import org.messagebroker.bench.load.Target;

/** A client's connection to one proxy, made again when it has ended. One thread at a time. */
public final class Caller implements AutoCloseable {

    private static final String MESSAGE_ID = "\"message_id\":\"";
    private static final int ID_LENGTH = 36;

    private final Target target;
    private Optional<Connection> connection = Optional.empty();

    /** Connects when it first says something. */
    public Caller(Target target) {
        this.target = target;
    }

    /**
     * What the proxy said.
     *
     * @param status 0 when the connection ended without an answer
     * @param messageId of an accepted message
     */
    public record Said(int status, Optional<String> messageId) {}

    /** Hands a message in, with these headers (each ended by CRLF). */
    public Said post(String headers, String body) {
        try {
            Answer answer = open().exchange(request(target, headers, body));
            Said said = new Said(answer.status(), messageId(answer.body()));
            if (answer.closes()) {
                close();
            }
            return said;
        } catch (IOException ended) {
            close();
            return new Said(0, Optional.empty());
        }
    }

    /** What the proxy says of a message: its body; empty when it did not answer 200. */
    Optional<String> state(String id) {
        String head =
                "GET %s/%s HTTP/1.1\r\nHost: %s:%d\r\n\r\n".formatted(target.path(), id, target.host(), target.port());
        try {
            Answer answer = open().exchange(head.getBytes(StandardCharsets.UTF_8));
            Optional<String> said = Optional.of(answer.body()).filter(body -> answer.status() == 200);
            if (answer.closes()) {
                close();
            }
            return said;
        } catch (IOException ended) {
            close();
            return Optional.empty();
        }
    }

    /** The bytes of a message with these headers (each ended by CRLF). */
    static byte[] request(Target target, String headers, String body) {
        int length = body.getBytes(StandardCharsets.UTF_8).length;
        String head =
                "POST %s HTTP/1.1\r\nHost: %s:%d\r\nContent-Type: application/json\r\nContent-Length: %d\r\n%s\r\n"
                        .formatted(target.path(), target.host(), target.port(), length, headers);
        return (head + body).getBytes(StandardCharsets.UTF_8);
    }

    /** A valid message with this text. */
    public static String body(String text) {
        return "{\"sender_number\":\"+989121234567\",\"message_body\":\"" + text + "\"}";
    }

    private Connection open() throws IOException {
        if (connection.isEmpty()) {
            connection = Optional.of(Connection.open(target));
        }
        return connection.get();
    }

    private static Optional<String> messageId(String body) {
        int start = body.indexOf(MESSAGE_ID) + MESSAGE_ID.length();
        return start < MESSAGE_ID.length() || start + ID_LENGTH > body.length()
                ? Optional.empty()
                : Optional.of(body.substring(start, start + ID_LENGTH));
    }

    @Override
    public void close() {
        try {
            if (connection.isPresent()) {
                connection.get().close();
            }
        } catch (IOException goneAlready) {
            // It is to be gone.
        } finally {
            connection = Optional.empty();
        }
    }
}
