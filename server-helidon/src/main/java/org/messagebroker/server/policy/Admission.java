package org.messagebroker.server.policy;

import io.helidon.dbclient.DbExecute;
import io.helidon.webserver.http.ServerRequest;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.messagebroker.api.ErrorCode;
import org.messagebroker.api.PolicyVersion;
import org.messagebroker.server.database.Database;
import org.messagebroker.server.database.Rows;
import org.messagebroker.service.Problem;
import org.messagebroker.service.tls.Peer;

/**
 * Admits proxies and workers on every request: their certificate must be in the inventory and active, so that a revocation
 * cuts connections that are open already. What the inventory says is held in memory for a second at most, and
 * looked at anew after a change made by this process; without the database nobody is admitted. Thread-safe.
 */
public final class Admission {

    private static final Duration FRESH = Duration.ofSeconds(1);
    private static final String CERTIFICATES = """
            SELECT fingerprint, role, state FROM certificates
            WHERE role IN ('proxy', 'worker') AND not_after > :now""";

    private final Database database;
    private final PolicyVersions versions;
    private final InstantSource clock;
    private volatile Optional<Inventory> inventory = Optional.empty();

    Admission(Database database, PolicyVersions versions, InstantSource clock) {
        this.database = database;
        this.versions = versions;
        this.clock = clock;
        versions.onAdvance(() -> inventory = inventory.map(Inventory::stale));
    }

    /**
     * The peer of a request.
     *
     * @param roles any of which it may have
     * @throws Problem authentication_error without certificate; authorization_error when it has another role, is expired, not
     *     yet valid, revoked or not in the inventory
     */
    public Peer require(ServerRequest request, Peer.Role... roles) {
        List<Peer.Role> wanted = List.of(roles);
        Peer.Role role =
                Peer.of(request).map(Peer::role).filter(wanted::contains).orElse(wanted.getFirst());
        Peer peer = Peer.require(request, role, clock.instant());
        Known known = Optional.ofNullable(current().certificates().get(peer.fingerprint()))
                .filter(found -> found.role().equals(role.wire()))
                .orElseThrow(() -> refused("is not in the server's inventory; have one issued, or enrol again"));
        if (!known.active()) {
            throw refused("is revoked; have a new one issued, or enrol again");
        }
        return peer;
    }

    private static Problem refused(String why) {
        return Problem.of(ErrorCode.AUTHORIZATION_ERROR, "The certificate " + why + ".");
    }

    private Inventory current() {
        Instant now = clock.instant();
        return inventory.filter(last -> last.at().plus(FRESH).isAfter(now)).orElseGet(() -> renewed(now));
    }

    private synchronized Inventory renewed(Instant now) {
        Optional<Inventory> last = inventory;
        if (last.filter(other -> other.at().plus(FRESH).isAfter(now)).isPresent()) {
            return last.get();
        }
        Inventory next = database.read(execute -> {
            PolicyVersion version = versions.current(execute);
            return last.filter(held -> held.version().equals(version))
                    .map(held -> new Inventory(now, version, held.certificates()))
                    .orElseGet(() -> new Inventory(now, version, certificates(execute, now)));
        });
        inventory = Optional.of(next);
        return next;
    }

    private static Map<String, Known> certificates(DbExecute execute, Instant now) {
        return execute.createNamedQuery("admission", CERTIFICATES)
                .addParam("now", Rows.time(now))
                .execute()
                .collect(Collectors.toMap(
                        row -> HexFormat.of()
                                .formatHex(row.column("fingerprint").get(byte[].class)),
                        row -> new Known(
                                row.column("role").getString(),
                                row.column("state").getString().equals("active"))));
    }

    private record Known(String role, boolean active) {}

    private record Inventory(Instant at, PolicyVersion version, Map<String, Known> certificates) {

        /** The same, to be looked at again. */
        Inventory stale() {
            return new Inventory(Instant.EPOCH, version, certificates);
        }
    }
}
