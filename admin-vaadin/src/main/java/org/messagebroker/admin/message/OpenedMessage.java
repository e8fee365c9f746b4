package org.messagebroker.admin.message;

import java.util.Optional;
import org.messagebroker.api.MessageDetail;
import org.messagebroker.api.MessageView;

/**
 * A message that a person looks at.
 *
 * @param message as the list knew it, so that nobody waits, and then as the server has it
 * @param detail absent until the server has answered
 */
record OpenedMessage(MessageView message, Optional<MessageDetail> detail) {

    static OpenedMessage listed(MessageView row) {
        return new OpenedMessage(row, Optional.empty());
    }

    static OpenedMessage of(MessageDetail detail) {
        return new OpenedMessage(detail.view(), Optional.of(detail));
    }
}
