package org.messagebroker.certs;

import java.util.List;

/**
 * What is asked of the authority: a certificate for one holder.
 *
 * @param role what the holder is
 * @param name the holder's id; common name and last segment of the SPIFFE id
 * @param hosts DNS names and IP addresses at which the holder answers; empty for one that only calls
 * @param validity when the certificate holds
 */
public record LeafRequest(Role role, String name, List<String> hosts, Validity validity) {

    public LeafRequest {
        hosts = List.copyOf(hosts);
        if (!name.matches("[A-Za-z0-9][A-Za-z0-9._-]{0,63}")) {
            throw new IllegalArgumentException(
                    "a certificate's name has 1 to 64 letters, digits, dots, dashes or underscores");
        }
        hosts.forEach(HostName::require);
    }
}
