package org.messagebroker.api;

import java.util.Optional;

/**
 * What a client hands in, after parsing: valid by construction. Equal contents are the same message sent twice.
 *
 * @param senderNumber the number the message is from
 * @param body the text
 * @param domain the domain the sender claims; informative, statistics use the inventory's
 */
public record MessageContent(PhoneNumber senderNumber, MessageBody body, Optional<String> domain) {}
