package org.messagebroker.admin.client;

import java.util.List;
import org.messagebroker.admin.server.Answer;
import org.messagebroker.admin.server.ClientInventory;
import org.messagebroker.admin.server.PortalSession;
import org.messagebroker.api.ApiKeyView;
import org.messagebroker.api.ClientView;

/** A client with its API keys. */
record ClientDetail(ClientView client, List<ApiKeyView> keys) {

    /** Asks for all of it. */
    static Answer<ClientDetail> of(ClientInventory inventory, PortalSession session, String id) {
        return inventory
                .client(session, id)
                .then(client -> inventory.keys(session, client.clientId()).map(keys -> new ClientDetail(client, keys)));
    }
}
