package org.messagebroker.service.address;

import java.net.InetAddress;
import java.util.List;
import org.messagebroker.settings.Settings;

/** The load balancers whose forwarded headers are believed; of a listener. */
public record ForwardedFrom(List<Network> networks) {

    public ForwardedFrom {
        networks = List.copyOf(networks);
    }

    /**
     * Reads {@code server.forwarded-from}.
     *
     * @throws org.messagebroker.settings.SettingsException if an entry is no address and no network
     */
    public static ForwardedFrom of(Settings settings) {
        try {
            return new ForwardedFrom(settings.list("server.forwarded-from").stream()
                    .map(Network::parse)
                    .toList());
        } catch (IllegalArgumentException e) {
            throw settings.malformed("server.forwarded-from", "addresses or networks with commas between them");
        }
    }

    /** Whether this address is a load balancer's. */
    public boolean includes(InetAddress address) {
        return networks.stream().anyMatch(network -> network.contains(address));
    }
}
