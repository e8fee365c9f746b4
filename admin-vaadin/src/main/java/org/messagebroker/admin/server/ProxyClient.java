package org.messagebroker.admin.server;

import java.util.List;
import org.springframework.core.ParameterizedTypeReference;
import org.springframework.stereotype.Component;

/** Reads from the server how the proxies are: {@code /admin/proxies}. Thread-safe. */
@Component
public final class ProxyClient {

    private static final ParameterizedTypeReference<List<ProxyState>> PROXIES = new ParameterizedTypeReference<>() {};

    private final PersonalReading server;

    ProxyClient(PersonalReading server) {
        this.server = server;
    }

    /** All proxies, by name; refused to who may not see them. */
    public Answer<List<ProxyState>> proxies(PortalSession session) {
        return server.get(session, client -> client.uri("/admin/proxies/status"), response -> response.bodyTo(PROXIES));
    }
}
