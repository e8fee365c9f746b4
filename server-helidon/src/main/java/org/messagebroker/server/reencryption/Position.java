package org.messagebroker.server.reencryption;

import org.messagebroker.api.ClientId;
import org.messagebroker.api.MessageId;

/** A row, by what names it; in the order of the id and, for dead letters, of the client. */
record Position(MessageId messageId, ClientId clientId) {}
