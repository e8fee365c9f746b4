package org.messagebroker.admin.server;

import java.time.Instant;
import java.util.Optional;
import org.messagebroker.api.ClientId;
import org.messagebroker.api.MessageStatus;

/**
 * Which messages are looked for: all that is given must fit.
 *
 * @param domain of the clients that belong to it
 * @param search a whole number, or an id
 * @param fromDate accepted at this time or later
 * @param toDate accepted at this time or earlier
 */
public record MessageFilter(
        Optional<MessageStatus> status,
        Optional<ClientId> clientId,
        Optional<String> domain,
        Optional<String> search,
        Optional<Instant> fromDate,
        Optional<Instant> toDate) {

    /** Every message. */
    public static final MessageFilter ALL = new MessageFilter(
            Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
}
