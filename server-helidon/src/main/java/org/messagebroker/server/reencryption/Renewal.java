package org.messagebroker.server.reencryption;

/** What is to be done with a row. */
sealed interface Renewal {

    /** Nothing: it stands under the keys in use. */
    record Current() implements Renewal {}

    /** It is to be replaced, if it is still what it was. */
    record Renewed(SealedRow before, SealedRow after) implements Renewal {}

    /**
     * It cannot be opened, and stays as it is.
     *
     * @param reason in words for an administrator
     */
    record Unreadable(Position position, String reason) implements Renewal {}
}
