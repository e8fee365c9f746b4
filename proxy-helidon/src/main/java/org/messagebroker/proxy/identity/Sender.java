package org.messagebroker.proxy.identity;

import java.util.Optional;
import org.messagebroker.api.ClientId;
import org.messagebroker.api.ReplayMode;

/**
 * A client that may send, with what has been decided about its sending.
 *
 * @param client who it is
 * @param site where it belongs: the proxy's own
 * @param replay what its requests must say about being new
 * @param ratePerMinute most messages in a minute; absent for no limit
 * @param siteRatePerMinute most messages in a minute of all clients of the site together; absent for no limit
 */
public record Sender(
        ClientId client,
        String site,
        ReplayMode replay,
        Optional<Integer> ratePerMinute,
        Optional<Integer> siteRatePerMinute) {

    /** A client of the site {@code main} with nothing required and no limit. */
    public static Sender unlimited(ClientId client) {
        return new Sender(client, "main", ReplayMode.OPTIONAL, Optional.empty(), Optional.empty());
    }
}
