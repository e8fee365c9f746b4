package org.messagebroker.bench.load;

import java.nio.charset.StandardCharsets;

/**
 * The bytes of one connection's request, encoded once. Each {@link #next} writes another number and another text into
 * them, of the same length, so that no two requests of a run are alike. One thread at a time.
 */
final class MessageRequest {
    private static final String NUMBER = "0000000";
    private static final String SERIAL = "0000000000";
    private static final String BODY = """
            {"sender_number":"+98912%s","message_body":"آزمایش بار %s-%s: سلام 👋 the quick brown fox",\
            "metadata":{"timestamp":"2026-11-23T12:00:00","client_id":"ignored"}}""";

    private final byte[] bytes;
    private final int bodyStart;
    private final int numberEnd;
    private final int serialEnd;

    /** @param run what tells this run and connection from every other, in ASCII */
    MessageRequest(Target target, String run) {
        byte[] body = BODY.formatted(NUMBER, run, SERIAL).getBytes(StandardCharsets.UTF_8);
        byte[] head = head(target, body.length).getBytes(StandardCharsets.US_ASCII);
        bytes = new byte[head.length + body.length];
        System.arraycopy(head, 0, bytes, 0, head.length);
        System.arraycopy(body, 0, bytes, head.length, body.length);
        bodyStart = head.length;
        numberEnd = find("+98912" + NUMBER) + "+98912".length() + NUMBER.length();
        serialEnd = find(run + "-" + SERIAL) + run.length() + 1 + SERIAL.length();
    }

    private static String head(Target target, int length) {
        return "POST %s HTTP/1.1\r\nHost: %s:%d\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n"
                .formatted(target.path(), target.host(), target.port(), length);
    }

    private int find(String ascii) {
        int at = new String(bytes, StandardCharsets.ISO_8859_1).indexOf(ascii);
        if (at < 0) {
            throw new IllegalArgumentException("a run's name must be ASCII");
        }
        return at;
    }

    /** The request for the connection's {@code serial}-th message. */
    byte[] next(long serial) {
        writeDigits(numberEnd, NUMBER.length(), serial);
        writeDigits(serialEnd, SERIAL.length(), serial);
        return bytes;
    }

    private void writeDigits(int end, int count, long value) {
        long rest = value;
        for (int i = end - 1; i >= end - count; i--) {
            bytes[i] = (byte) ('0' + rest % 10);
            rest /= 10;
        }
    }

    /** Head and body, as last written. */
    byte[] bytes() {
        return bytes;
    }

    /** Where the body begins in {@link #bytes}. */
    int bodyStart() {
        return bodyStart;
    }
}
