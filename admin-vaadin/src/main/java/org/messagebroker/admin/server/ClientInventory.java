package org.messagebroker.admin.server;

import java.util.List;
import java.util.Optional;
import org.messagebroker.api.ApiKeyOrder;
import org.messagebroker.api.ApiKeyView;
import org.messagebroker.api.ClientId;
import org.messagebroker.api.ClientOrder;
import org.messagebroker.api.ClientPage;
import org.messagebroker.api.ClientView;
import org.messagebroker.api.NewApiKey;
import org.messagebroker.api.RotationOrder;
import org.messagebroker.api.SiteView;
import org.messagebroker.api.StateOrder;
import org.springframework.stereotype.Component;

/** The server's clients, their API keys, and the sites: {@code /admin/clients} and {@code /admin/sites}. Thread-safe. */
@Component
public final class ClientInventory {

    private static final String ONE = "/admin/clients/{id}";
    private static final String KEYS = "/admin/clients/{id}/api-keys";

    private final ServerCalls server;

    ClientInventory(ServerCalls server) {
        this.server = server;
    }

    /** Some of the clients, by id. */
    public Answer<ClientPage> clients(
            PortalSession session, Optional<String> search, Optional<String> state, int skip, int limit) {
        Uri uri = Uri.of("/admin/clients").with("search", search).with("state", state);
        return server.get(session, uri.with("skip", skip).with("limit", limit), ClientPage.class);
    }

    /** One client. */
    public Answer<ClientView> client(PortalSession session, String id) {
        return server.get(session, Uri.of(ONE, id), ClientView.class);
    }

    /** All sites. */
    public Answer<List<SiteView>> sites(PortalSession session) {
        return server.get(session, Uri.of("/admin/sites"), SiteView[].class).map(List::of);
    }

    /** Enters one. */
    public Answer<ClientView> create(PortalSession session, ClientOrder order) {
        return server.post(session, Uri.of("/admin/clients"), order, ClientView.class);
    }

    /** Changes everything about one but its state. */
    public Answer<ClientView> change(PortalSession session, ClientId id, ClientOrder order) {
        return server.put(session, Uri.of(ONE, id), order, ClientView.class);
    }

    /** Enables or disables one. */
    public Answer<ClientView> changeState(PortalSession session, ClientId id, StateOrder order) {
        return server.put(session, Uri.of("/admin/clients/{id}/status", id), order, ClientView.class);
    }

    /** Removes one that never sent anything. */
    public Answer<Nothing> delete(PortalSession session, ClientId id) {
        return server.delete(session, Uri.of(ONE, id));
    }

    /** The API keys of a client, without their secrets. */
    public Answer<List<ApiKeyView>> keys(PortalSession session, ClientId id) {
        return server.get(session, Uri.of(KEYS, id), ApiKeyView[].class).map(List::of);
    }

    /** A new API key. */
    public Answer<NewApiKey> createKey(PortalSession session, ClientId id, ApiKeyOrder order) {
        return server.post(session, Uri.of(KEYS, id), order, NewApiKey.class);
    }

    /** A new API key in the place of one. */
    public Answer<NewApiKey> rotateKey(PortalSession session, ApiKeyView key, RotationOrder order) {
        Uri uri = Uri.of("/admin/clients/{id}/api-keys/{key}/rotate", key.clientId(), key.keyId());
        return server.post(session, uri, order, NewApiKey.class);
    }

    /** Ends an API key at once. */
    public Answer<Nothing> revokeKey(PortalSession session, ApiKeyView key) {
        return server.delete(session, Uri.of("/admin/clients/{id}/api-keys/{key}", key.clientId(), key.keyId()));
    }
}
