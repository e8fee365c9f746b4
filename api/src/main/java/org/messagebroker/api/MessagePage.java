package org.messagebroker.api;

import java.util.List;
import java.util.Optional;

/**
 * Messages, newest first.
 *
 * @param after where the next page begins; absent when there is none
 */
public record MessagePage(List<MessageView> messages, Optional<MessageId> after) {

    public MessagePage {
        messages = List.copyOf(messages);
    }
}
