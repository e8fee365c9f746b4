package org.messagebroker.api;

import java.util.List;

/**
 * Some of the clients that were asked for.
 *
 * @param total how many there are in all
 */
public record ClientPage(List<ClientView> clients, long total) {

    public ClientPage {
        clients = List.copyOf(clients);
    }
}
