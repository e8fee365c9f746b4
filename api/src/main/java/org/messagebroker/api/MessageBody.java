package org.messagebroker.api;

import java.util.Optional;

/**
 * The text of a message. {@link #toString()} hides it, so that a body cannot reach a log by accident.
 *
 * @param value 1 to 1000 Unicode code points, not blank, without NUL and lone surrogates
 */
public record MessageBody(String value) {

    /** The longest body, in Unicode code points. */
    public static final int MAX_CODE_POINTS = 1000;

    public MessageBody {
        fault(value).ifPresent(fault -> {
            throw new IllegalArgumentException(fault);
        });
    }

    /** What is wrong with the text as a body, in words for the sender; empty when nothing is. */
    public static Optional<String> fault(String text) {
        if (text.codePointCount(0, text.length()) > MAX_CODE_POINTS) {
            return Optional.of("is longer than " + MAX_CODE_POINTS + " characters");
        }
        if (text.indexOf('\0') >= 0) {
            return Optional.of("contains the character NUL");
        }
        if (text.codePoints().anyMatch(MessageBody::isLoneSurrogate)) {
            return Optional.of("contains half of a surrogate pair");
        }
        return text.codePoints().allMatch(MessageBody::isBlank) ? Optional.of("is blank") : Optional.empty();
    }

    private static boolean isLoneSurrogate(int codePoint) {
        return codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE;
    }

    private static boolean isBlank(int codePoint) {
        return Character.isWhitespace(codePoint)
                || Character.isSpaceChar(codePoint)
                || Character.getType(codePoint) == Character.FORMAT
                || Character.isISOControl(codePoint);
    }

    @Override
    public String toString() {
        return "(" + value.length() + " characters)";
    }
}
