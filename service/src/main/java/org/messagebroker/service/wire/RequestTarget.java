package org.messagebroker.service.wire;

/**
 * Paths have one spelling. Whatever could be another name for a path ({@code //x}, {@code /a/../x}, {@code /x;a=b},
 * {@code /%78}) is refused, so that no rule about a path can be walked around.
 */
final class RequestTarget {

    private static final String PATH = "-._~!$&'()*+,=:@/";
    private static final String QUERY = PATH + "?;[]";

    private RequestTarget() {}

    static void check(String target) throws Refusal {
        int query = target.indexOf('?');
        String path = query < 0 ? target : target.substring(0, query);
        if (!path.startsWith("/")) {
            throw Refusal.malformed("the path must begin with /");
        }
        if (hasAliasSegment(path)) {
            throw Refusal.malformed("the path has an empty segment, or . or ..");
        }
        characters(path, 0, PATH, true);
        characters(target, path.length() + 1, QUERY, false);
    }

    private static boolean hasAliasSegment(String path) {
        return path.contains("//")
                || path.contains("/./")
                || path.contains("/../")
                || path.endsWith("/.")
                || path.endsWith("/..");
    }

    private static void characters(String text, int from, String allowed, boolean oneSpelling) throws Refusal {
        for (int i = from; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '%') {
                escape(text, i, oneSpelling);
                i += 2;
            } else if (!isAlphanumeric(c) && allowed.indexOf(c) < 0) {
                throw Refusal.malformed("the path or query has a character that must be escaped");
            }
        }
    }

    private static void escape(String text, int at, boolean oneSpelling) throws Refusal {
        int high = at + 2 < text.length() ? Character.digit(text.charAt(at + 1), 16) : -1;
        int low = high < 0 ? -1 : Character.digit(text.charAt(at + 2), 16);
        int value = high * 16 + low;
        if (high < 0 || low < 0 || value == 0) {
            throw Refusal.malformed("the path or query has a malformed escape");
        }
        if (oneSpelling && (value < ' ' || value == 0x7F || isPlain((char) value))) {
            throw Refusal.malformed("the path escapes a character that needs no escape");
        }
    }

    private static boolean isPlain(char c) {
        return isAlphanumeric(c) || "-._~/\\;%".indexOf(c) >= 0;
    }

    /** Whether it is an ASCII letter or digit. */
    static boolean isAlphanumeric(int c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
    }
}
