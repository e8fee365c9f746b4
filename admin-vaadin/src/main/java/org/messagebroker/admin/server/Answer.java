package org.messagebroker.admin.server;

import java.util.function.Function;

/**
 * What became of a question to the server.
 *
 * @param <T> what was asked for
 */
public sealed interface Answer<T> {

    /** The same answer about something made of what was given. */
    default <R> Answer<R> map(Function<? super T, ? extends R> make) {
        return then(value -> new Given<>(make.apply(value)));
    }

    /** Goes on with what was given to the next question; any other answer is the whole answer. */
    default <R> Answer<R> then(Function<? super T, Answer<R>> next) {
        return switch (this) {
            case Given<T>(T value) -> next.apply(value);
            case SessionEnded<T>() -> new SessionEnded<>();
            case Refused<T>(Refusal why) -> new Refused<>(why);
            case Unavailable<T>() -> new Unavailable<>();
        };
    }

    /** The server answered. */
    record Given<T>(T value) implements Answer<T> {}

    /** The sign-in is not in force any more: it has expired, was ended or the account was disabled. */
    record SessionEnded<T>() implements Answer<T> {}

    /** The person may not have it, there is no such thing, or something in the question is wrong. */
    record Refused<T>(Refusal why) implements Answer<T> {}

    /** The server cannot be reached, or cannot answer now. */
    record Unavailable<T>() implements Answer<T> {}
}
