package org.messagebroker.server.certificate;

import java.util.function.Supplier;
import org.messagebroker.service.Problem;

/** What the library of the authority refuses, said to who asked. */
public final class Refusals {

    private Refusals() {}

    /** @throws Problem validation_error with the library's own words */
    public static <T> T of(Supplier<T> work) {
        try {
            return work.get();
        } catch (IllegalArgumentException refused) {
            throw Problem.invalid(sentence(String.valueOf(refused.getMessage())));
        }
    }

    private static String sentence(String words) {
        String end = words.endsWith(".") ? "" : ".";
        return Character.toUpperCase(words.charAt(0)) + words.substring(1) + end;
    }
}
