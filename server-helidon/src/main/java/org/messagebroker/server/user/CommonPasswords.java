package org.messagebroker.server.user;

import com.nulabinc.zxcvbn.StandardDictionaries;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Locale;
import java.util.Set;
import java.util.function.IntPredicate;

/**
 * What guessers try first: the 30,000 most used passwords (the list of zxcvbn), also with digits and signs around them or
 * several times over, and rows of the same or of neighbouring characters. Thread-safe.
 */
final class CommonPasswords {

    private static final int FEWEST_DIFFERENT = 5;

    private CommonPasswords() {}

    static boolean contains(String password) {
        String text = password.toLowerCase(Locale.ROOT);
        String core = core(unit(text));
        return core.isEmpty()
                || text.chars().distinct().count() < FEWEST_DIFFERENT
                || isRow(text)
                || isListed(text)
                || isListed(unit(core));
    }

    private static boolean isListed(String text) {
        return Listed.WORDS.contains(text);
    }

    /** Without the digits and signs before the first letter and after the last. */
    private static String core(String text) {
        IntPredicate letter = at -> Character.isLetter(text.charAt(at)) || Character.isSurrogate(text.charAt(at));
        int first = 0;
        int end = text.length();
        while (first < end && !letter.test(first)) {
            first++;
        }
        while (end > first && !letter.test(end - 1)) {
            end--;
        }
        return text.substring(first, end);
    }

    /** What is repeated, where the text is nothing but repetitions; else the text. */
    private static String unit(String text) {
        int period = (text + text).indexOf(text, 1);
        return text.substring(0, period);
    }

    private static boolean isRow(String text) {
        return isRow(text, 1) || isRow(text, -1);
    }

    private static boolean isRow(String text, int step) {
        for (int i = 1; i < text.length(); i++) {
            if (text.charAt(i) - text.charAt(i - 1) != step) {
                return false;
            }
        }
        return true;
    }

    /** Read when the first password is chosen. */
    private static final class Listed {

        static final Set<String> WORDS = read();

        private static Set<String> read() {
            try {
                return Set.copyOf(StandardDictionaries.PASSWORDS_LOADER.load().getFrequencies());
            } catch (IOException missing) {
                throw new UncheckedIOException("the list of common passwords is not on the class path", missing);
            }
        }
    }
}
