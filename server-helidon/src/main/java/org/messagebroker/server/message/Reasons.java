package org.messagebroker.server.message;

/** Reasons as they are stored. */
final class Reasons {

    private Reasons() {}

    /** At most so many characters, none of them cut in two. */
    static String shortened(String reason, int most) {
        return reason.codePointCount(0, reason.length()) <= most
                ? reason
                : reason.substring(0, reason.offsetByCodePoints(0, most));
    }
}
