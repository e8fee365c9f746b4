package org.messagebroker.admin.dashboard;

import java.time.ZoneId;
import java.util.Optional;
import java.util.function.Function;
import org.messagebroker.admin.server.Answer;
import org.messagebroker.admin.server.DashboardClient;
import org.messagebroker.admin.server.PortalSession;

/** The zone whose days the server counts; asked until it is known. Thread-safe. */
final class ServerZone {

    private final DashboardClient server;
    private final PortalSession session;
    private volatile Optional<ZoneId> known = Optional.empty();

    ServerZone(DashboardClient server, PortalSession session) {
        this.server = server;
        this.session = session;
    }

    /** Goes on with it. */
    <T> Answer<T> with(Function<ZoneId, Answer<T>> question) {
        return known.map(question)
                .orElseGet(() -> server.zone(session).map(this::keep).then(question));
    }

    private ZoneId keep(ZoneId zone) {
        known = Optional.of(zone);
        return zone;
    }
}
