package org.messagebroker.admin.server;

/**
 * What became of a question to the server.
 *
 * @param <T> what was asked for
 */
public sealed interface Answer<T> {

    /** The server answered. */
    record Given<T>(T value) implements Answer<T> {}

    /** The sign-in is not in force any more: it has expired, was ended or the account was disabled. */
    record SessionEnded<T>() implements Answer<T> {}

    /** The person may not have it, or there is no such thing. */
    record Refused<T>() implements Answer<T> {}

    /** The server cannot be reached, or cannot answer now. */
    record Unavailable<T>() implements Answer<T> {}
}
