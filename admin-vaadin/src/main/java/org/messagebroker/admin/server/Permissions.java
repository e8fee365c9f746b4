package org.messagebroker.admin.server;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.stream.Collectors;
import org.messagebroker.api.OwnPermissions;
import org.messagebroker.api.Permission;
import org.springframework.stereotype.Component;

/**
 * What a signed-in person may do, as the server says: pages offer nothing else. It is asked again after a second, as
 * roles change at once. While the server is away, what it said last counts; nothing is permitted before it has said anything.
 * Thread-safe.
 */
@Component
public final class Permissions {

    private static final Duration FRESH = Duration.ofSeconds(1);
    private static final Uri OWN = Uri.of("/portal/permissions");

    private final ServerCalls server;
    private final InstantSource clock = InstantSource.system();
    private final Map<PortalSession, Known> known = new WeakHashMap<>();

    Permissions(ServerCalls server) {
        this.server = server;
    }

    /** Whether the person may do this. */
    public boolean may(PortalSession session, Permission permission) {
        return of(session).contains(permission);
    }

    /** Everything that the person may do. */
    public Set<Permission> of(PortalSession session) {
        Optional<Known> last = last(session);
        Instant stale = clock.instant().minus(FRESH);
        return last.filter(held -> held.at().isAfter(stale))
                .map(Known::names)
                .orElseGet(() -> asked(session, last.map(Known::names).orElse(Set.of())));
    }

    private Set<Permission> asked(PortalSession session, Set<Permission> before) {
        return switch (server.get(session, OWN, OwnPermissions.class)) {
            case Answer.Given<OwnPermissions>(OwnPermissions own) -> keep(session, known(own));
            case Answer.Unavailable<OwnPermissions> away -> before;
            case Answer.Refused<OwnPermissions> refused -> Set.of();
            case Answer.SessionEnded<OwnPermissions> ended -> Set.of();
        };
    }

    private static Set<Permission> known(OwnPermissions own) {
        return own.permissions().stream()
                .flatMap(name -> Permission.parse(name).stream())
                .collect(Collectors.toUnmodifiableSet());
    }

    private synchronized Optional<Known> last(PortalSession session) {
        return Optional.ofNullable(known.get(session));
    }

    private synchronized Set<Permission> keep(PortalSession session, Set<Permission> names) {
        known.put(session, new Known(clock.instant(), names));
        return names;
    }

    private record Known(Instant at, Set<Permission> names) {}
}
