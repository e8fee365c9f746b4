package org.messagebroker.proxy.intake;

import org.messagebroker.api.MessageState;

/** What one side, the queue or the server, says about a message. */
sealed interface Lookup {

    /** It has the message. */
    record Found(MessageState state) implements Lookup {}

    /** It has not. */
    record Absent() implements Lookup {}

    /** It cannot be asked now. */
    record Away() implements Lookup {}
}
