package org.messagebroker.api;

import java.util.Optional;

/**
 * What a client is to be: {@code POST /admin/clients}, and whole in {@code PUT /admin/clients/{id}}, where what is left out
 * goes back to its default.
 *
 * @param clientId needed when a client is made; in the path otherwise
 * @param site {@code main} if left out
 * @param state {@code active} if left out when a client is made; unchanged if left out later
 * @param replayMode {@code optional} if left out
 */
public record ClientOrder(
        Optional<ClientId> clientId,
        Optional<String> domain,
        Optional<String> site,
        Optional<String> state,
        Optional<Integer> ratePerMinute,
        Optional<ReplayMode> replayMode,
        Optional<Long> graceSeconds,
        Optional<String> contact,
        Optional<String> notes) {}
