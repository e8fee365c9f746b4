package org.messagebroker.service.wire;

/**
 * Finds where a request's head (line and headers, with the empty line) ends, byte by byte as they come, and refuses at once
 * what can no longer become one: a line end that is not CRLF, a control character, too many bytes.
 */
final class HeadEnd {

    private static final int MOST_HEADERS = 100;

    private final int longestLine;
    private final int longestHeaders;
    private int scanned;
    private int line;
    private int headers;
    private int lines;
    private boolean carriageReturn;

    HeadEnd(Limits limits) {
        this.longestLine = limits.maxRequestLineBytes();
        this.longestHeaders = limits.maxHeaderBytes();
    }

    /** Looks at the bytes not seen yet; the length of the head once it is there, else -1. */
    int find(byte[] bytes, int from, int to) throws Refusal {
        for (int i = from + scanned; i < to; i++) {
            scanned++;
            if (endsHeadWith(bytes[i])) {
                return scanned;
            }
        }
        return -1;
    }

    private boolean endsHeadWith(byte next) throws Refusal {
        if (carriageReturn != (next == '\n')) {
            throw Refusal.malformed("a line does not end with CR LF");
        }
        if (next == '\n') {
            return endsLine();
        }
        carriageReturn = next == '\r';
        if (!carriageReturn) {
            count(next);
        }
        return false;
    }

    private boolean endsLine() throws Refusal {
        boolean empty = line == 0;
        if (empty && lines == 0) {
            throw Refusal.malformed("the request line is empty");
        }
        carriageReturn = false;
        line = 0;
        lines++;
        if (lines > MOST_HEADERS + 1) {
            throw Refusal.malformed("more than " + MOST_HEADERS + " headers");
        }
        return empty;
    }

    private void count(byte next) throws Refusal {
        if ((next >= 0 && next < ' ' && next != '\t') || next == 0x7F) {
            throw Refusal.malformed("a control character in the request line or a header");
        }
        line++;
        if (lines == 0 && line > longestLine) {
            throw Refusal.malformed("the request line is longer than " + longestLine + " bytes");
        }
        if (lines > 0 && ++headers > longestHeaders) {
            throw Refusal.malformed("the headers are longer than " + longestHeaders + " bytes");
        }
    }
}
