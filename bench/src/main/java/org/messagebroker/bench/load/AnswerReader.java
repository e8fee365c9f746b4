package org.messagebroker.bench.load;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/**
 * Reads answers with a {@code Content-Length} from one connection, one after the other. Anything else (chunked,
 * unframed, longer than the buffer, or bytes nobody asked for) is a {@link ProtocolException}.
 */
final class AnswerReader {
    private static final int LARGEST_ANSWER = 64 * 1024;
    private static final String STATUS_LINE = "HTTP/1.1 ";

    private final InputStream in;
    private final byte[] buffer = new byte[LARGEST_ANSWER];
    private int end;

    AnswerReader(InputStream in) {
        this.in = in;
    }

    Answer read() throws IOException {
        end = 0;
        int headEnd = readHead();
        String head = new String(buffer, 0, headEnd, StandardCharsets.ISO_8859_1);
        int length = contentLength(head);
        readBody(headEnd, length);
        return new Answer(status(head), buffer, headEnd, length, header(head, "connection: close") >= 0);
    }

    private int readHead() throws IOException {
        int scanned = 0;
        while (true) {
            fill();
            for (int i = Math.max(3, scanned); i < end; i++) {
                if (endsHead(i)) {
                    return i + 1;
                }
            }
            scanned = end;
        }
    }

    private boolean endsHead(int i) {
        return buffer[i] == '\n' && buffer[i - 1] == '\r' && buffer[i - 2] == '\n' && buffer[i - 3] == '\r';
    }

    private void readBody(int headEnd, int length) throws IOException {
        while (end < headEnd + length) {
            fill();
        }
        if (end > headEnd + length) {
            throw new ProtocolException("bytes after the answer");
        }
    }

    private void fill() throws IOException {
        if (end == buffer.length) {
            throw new ProtocolException("answer too long");
        }
        int read = in.read(buffer, end, buffer.length - end);
        if (read < 0) {
            throw new EOFException("closed by the server");
        }
        end += read;
    }

    private static int status(String head) throws ProtocolException {
        if (!head.startsWith(STATUS_LINE)) {
            throw new ProtocolException("no HTTP/1.1 status line");
        }
        return number(head, STATUS_LINE.length());
    }

    private static int contentLength(String head) throws ProtocolException {
        String name = "content-length:";
        int at = header(head, name);
        if (at < 0 || header(head, "transfer-encoding:") >= 0) {
            throw new ProtocolException("answer without Content-Length");
        }
        int length = number(head, at + name.length());
        if (length > LARGEST_ANSWER) {
            throw new ProtocolException("answer too long");
        }
        return length;
    }

    /** Where a line of the head begins with {@code start} (lower case), or -1. */
    private static int header(String head, String start) {
        int line = head.indexOf('\n') + 1;
        while (line > 0) {
            if (head.regionMatches(true, line, start, 0, start.length())) {
                return line;
            }
            line = head.indexOf('\n', line) + 1;
        }
        return -1;
    }

    private static int number(String head, int from) throws ProtocolException {
        int at = from;
        while (head.charAt(at) == ' ') {
            at++;
        }
        int digits = at;
        int value = 0;
        for (; Character.digit(head.charAt(at), 10) >= 0; at++) {
            if (at - digits == 9) {
                throw new ProtocolException("number too long");
            }
            value = value * 10 + Character.digit(head.charAt(at), 10);
        }
        if (at == digits) {
            throw new ProtocolException("number expected");
        }
        return value;
    }
}
