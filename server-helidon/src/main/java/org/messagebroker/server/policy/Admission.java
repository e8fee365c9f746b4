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
import java.util.concurrent.atomic.AtomicLong;
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
 * looked at anew after a change made by this process, and before anybody is refused as unknown, so that a certificate
 * counts from the moment it is issued, whichever server issued it. Without the database nobody is admitted. Thread-safe.
 */
public final class Admission {

    private static final Duration FRESH = Duration.ofSeconds(1);
    private static final String CERTIFICATES = """
            SELECT fingerprint, role, state FROM certificates
            WHERE role IN ('proxy', 'worker') AND not_after > :now""";

    private final Database database;
    private final PolicyVersions versions;
    private final InstantSource clock;
    private final AtomicLong changes = new AtomicLong();
    private volatile Optional<Inventory> inventory = Optional.empty();

    Admission(Database database, PolicyVersions versions, InstantSource clock) {
        this.database = database;
        this.versions = versions;
        this.clock = clock;
        versions.onAdvance(changes::incrementAndGet);
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
        Known known = current()
                .find(peer)
                .or(() -> lookedAtAgain().find(peer))
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
        return fresh().orElseGet(this::renewed);
    }

    private Optional<Inventory> fresh() {
        Instant since = clock.instant().minus(FRESH);
        return inventory.filter(held -> held.at().isAfter(since) && held.changes() == changes.get());
    }

    private synchronized Inventory renewed() {
        return fresh().orElseGet(this::lookedAtAgain);
    }

    private synchronized Inventory lookedAtAgain() {
        Optional<Inventory> last = inventory;
        Instant now = clock.instant();
        long known = changes.get();
        Inventory next = database.read(execute -> {
            PolicyVersion version = versions.current(execute);
            return new Inventory(
                    now,
                    known,
                    version,
                    last.filter(held -> held.version().equals(version))
                            .map(Inventory::certificates)
                            .orElseGet(() -> certificates(execute, now)));
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

    /** What was found at a time, after so many changes made by this process. */
    private record Inventory(Instant at, long changes, PolicyVersion version, Map<String, Known> certificates) {

        Optional<Known> find(Peer peer) {
            return Optional.ofNullable(certificates.get(peer.fingerprint()))
                    .filter(found -> found.role().equals(peer.role().wire()));
        }
    }
}
