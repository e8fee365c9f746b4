package org.messagebroker.service.wire;

import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.Set;

/**
 * A request's line and headers, strictly read: only what leaves no doubt where the request ends and what it asks for.
 *
 * @param method in capitals
 * @param target as it came: path and query
 * @param framing how the body is delimited
 * @param lastOfConnection whether the client wants the connection closed afterwards
 */
record RequestHead(String method, String target, Framing framing, boolean lastOfConnection) {

    /** How a body is delimited. */
    sealed interface Framing {
        /** By a declared length, maybe 0. */
        record Length(long bytes) implements Framing {}

        /** By chunks. */
        record Chunked() implements Framing {}
    }

    /** Said twice, these could be understood in two ways. */
    private static final Set<String> ONCE = Set.of(
            "host",
            "content-length",
            "transfer-encoding",
            "content-type",
            "content-encoding",
            "authorization",
            "expect",
            "idempotency-key",
            "x-nonce",
            "x-timestamp");

    /** Reads a head whose lines are known to end with CR LF, the empty line included. */
    static RequestHead parse(byte[] bytes, int from, int length) throws Refusal {
        String head = new String(bytes, from, length, StandardCharsets.ISO_8859_1);
        int end = head.indexOf("\r\n");
        Headers headers = Headers.parse(head, end + 2);
        String[] line = requestLine(head.substring(0, end));
        return new RequestHead(line[0], line[1], headers.framing(), headers.close);
    }

    /** The target without its query. */
    String path() {
        int query = target.indexOf('?');
        return query < 0 ? target : target.substring(0, query);
    }

    private static String[] requestLine(String line) throws Refusal {
        int first = line.indexOf(' ');
        int last = line.lastIndexOf(' ');
        if (first <= 0 || first == last || line.indexOf(' ', first + 1) != last) {
            throw Refusal.malformed("the request line must be a method, a path and HTTP/1.1, with single spaces");
        }
        String method = line.substring(0, first);
        if (method.length() > 16 || !method.chars().allMatch(c -> c >= 'A' && c <= 'Z')) {
            throw Refusal.malformed("the method must be in capital letters");
        }
        if (!line.substring(last + 1).equals("HTTP/1.1")) {
            throw Refusal.malformed("the version must be HTTP/1.1");
        }
        String target = line.substring(first + 1, last);
        RequestTarget.check(target);
        return new String[] {method, target};
    }

    /** What the headers say that matters here. */
    private static final class Headers {

        private final Set<String> seen = new HashSet<>();
        private OptionalLong length = OptionalLong.empty();
        private boolean chunked;
        private boolean close;

        static Headers parse(String head, int from) throws Refusal {
            Headers headers = new Headers();
            int at = from;
            for (int end = head.indexOf("\r\n", at); end > at; end = head.indexOf("\r\n", at)) {
                headers.add(head, at, end);
                at = end + 2;
            }
            if (!headers.seen.contains("host")) {
                throw Refusal.malformed("the Host header is missing");
            }
            return headers;
        }

        Framing framing() throws Refusal {
            if (chunked && length.isPresent()) {
                throw Refusal.malformed("Content-Length and Transfer-Encoding exclude each other");
            }
            return chunked ? new Framing.Chunked() : new Framing.Length(length.orElse(0));
        }

        private void add(String head, int from, int to) throws Refusal {
            int colon = head.indexOf(':', from);
            if (colon < 0 || colon >= to || colon == from) {
                throw Refusal.malformed("a header must be a name, a colon and a value");
            }
            for (int i = from; i < colon; i++) {
                if (!isTokenCharacter(head.charAt(i))) {
                    throw Refusal.malformed("a header's name has a character that is not allowed there");
                }
            }
            String name = head.substring(from, colon).toLowerCase(Locale.ROOT);
            if (!seen.add(name) && ONCE.contains(name)) {
                throw Refusal.malformed("the header " + name + " stands twice");
            }
            understand(name, head.substring(colon + 1, to).strip());
        }

        private void understand(String name, String value) throws Refusal {
            switch (name) {
                case "host" -> requireHost(value);
                case "content-length" -> length = OptionalLong.of(length(value));
                case "transfer-encoding" -> chunked = isChunked(value);
                case "connection" -> close |= says(value, "close");
                case "expect" -> requireContinue(value);
                default -> {}
            }
        }

        private static void requireHost(String value) throws Refusal {
            boolean valid = !value.isEmpty()
                    && value.chars().allMatch(c -> RequestTarget.isAlphanumeric(c) || ".-_:[]".indexOf(c) >= 0);
            if (!valid) {
                throw Refusal.malformed("the Host header is not a host");
            }
        }

        private static long length(String value) throws Refusal {
            if (value.isEmpty() || value.length() > 18 || !value.chars().allMatch(c -> c >= '0' && c <= '9')) {
                throw Refusal.malformed("Content-Length must be a number");
            }
            return Long.parseLong(value);
        }

        private static boolean isChunked(String value) throws Refusal {
            if (!value.equalsIgnoreCase("chunked")) {
                throw Refusal.malformed("the only Transfer-Encoding taken is chunked");
            }
            return true;
        }

        private static boolean says(String value, String token) {
            for (String part : value.split(",", -1)) {
                if (part.strip().equalsIgnoreCase(token)) {
                    return true;
                }
            }
            return false;
        }

        private static void requireContinue(String value) throws Refusal {
            if (!value.equalsIgnoreCase("100-continue")) {
                throw Refusal.malformed("the only Expect understood is 100-continue");
            }
        }

        private static boolean isTokenCharacter(char c) {
            return RequestTarget.isAlphanumeric(c) || "!#$%&'*+-.^_`|~".indexOf(c) >= 0;
        }
    }
}
