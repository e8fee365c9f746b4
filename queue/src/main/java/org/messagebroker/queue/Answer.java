package org.messagebroker.queue;

import java.nio.charset.StandardCharsets;
import java.util.List;

/** What Redis did with a script. */
sealed interface Answer {

    /** It ran, and this is its answer: numbers as Long, the parts of a text as String, everything else as bytes. */
    record Given(List<Object> values) implements Answer {

        int size() {
            return values.size();
        }

        long number(int index) {
            return values.get(index) instanceof Long number ? number : Long.parseLong(text(index));
        }

        String text(int index) {
            return values.get(index) instanceof String text ? text : new String(bytes(index), StandardCharsets.UTF_8);
        }

        /** A text whose parts have tabs between them, as an answer of its own. */
        Given part(int index) {
            return new Given(List.of((Object[]) text(index).split("\t", -1)));
        }

        byte[] bytes(int index) {
            return (byte[]) values.get(index);
        }
    }

    /**
     * It certainly did not run.
     *
     * @param passing whether another try may succeed
     */
    record Refused(String reason, boolean passing) implements Answer {}

    /** It may have run, may run yet, or neither. */
    record Silent(String reason) implements Answer {}

    /** The answer of a script, or the exception for callers who need one. */
    default Given orThrow() {
        return switch (this) {
            case Given given -> given;
            case Refused refused -> throw new QueueUnavailableException(refused.reason());
            case Silent silent -> throw new QueueUnavailableException(silent.reason());
        };
    }
}
