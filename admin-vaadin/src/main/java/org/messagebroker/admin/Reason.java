package org.messagebroker.admin;

import java.util.Objects;
import java.util.stream.Stream;

/** Says in one line why something failed. */
final class Reason {

    private Reason() {}

    /** The message of the first cause. */
    static String of(Throwable failure) {
        return Stream.iterate(failure, Objects::nonNull, Throwable::getCause)
                .reduce((outer, cause) -> cause)
                .map(Reason::line)
                .orElseThrow();
    }

    private static String line(Throwable cause) {
        return Objects.requireNonNullElse(cause.getMessage(), "an unexpected failure; see the log")
                .lines()
                .findFirst()
                .orElse("an unexpected failure; see the log");
    }
}
