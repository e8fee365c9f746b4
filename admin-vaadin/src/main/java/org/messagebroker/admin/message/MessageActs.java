package org.messagebroker.admin.message;

import org.messagebroker.admin.deadletter.LetterActs;
import org.messagebroker.admin.server.Answer;
import org.messagebroker.admin.server.MessageClient;
import org.messagebroker.admin.server.PortalSession;
import org.messagebroker.api.MessageDetail;
import org.messagebroker.api.MessageId;

/**
 * What a person can do with messages.
 *
 * @param givenUp what can be done with those that were given up
 */
record MessageActs(MessageClient messages, LetterActs givenUp, PortalSession session) {

    Answer<MessageDetail> message(MessageId id, boolean text) {
        return messages.message(session, id, text);
    }
}
