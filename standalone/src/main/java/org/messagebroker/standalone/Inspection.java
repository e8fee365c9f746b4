package org.messagebroker.standalone;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.messagebroker.standalone.Status.PartStatus;
import org.messagebroker.standalone.Status.Queue;
import org.messagebroker.standalone.Status.State;

/** Looks at an installation from outside: at its processes, management ports and database. */
final class Inspection {

    private final Installation installation;
    private final Ports ports;
    private final SiteSettings site;
    private final Probe probe = new Probe();

    Inspection(Installation installation, Ports ports, SiteSettings site) {
        this.installation = installation;
        this.ports = ports;
        this.site = site;
    }

    Status status() {
        List<PartStatus> parts = Stream.of(
                        service("proxy", ports.proxy(), ports.proxyManagement()),
                        service("worker", ports.workerManagement(), ports.workerManagement()),
                        service("server", ports.server(), ports.serverManagement()),
                        service("admin", ports.admin(), ports.adminManagement()),
                        store("redis", ports.redis(), site.hasRedis()),
                        store("mariadb", ports.mariaDb(), site.hasDatabase()))
                .toList();
        Optional<StoredCounts> database = database(parts);
        return new Status(
                parts,
                queue(),
                database.map(StoredCounts::byStatus).orElse(Map.of()),
                database.map(StoredCounts::keysWithoutCopy).orElse(OptionalLong.empty()));
    }

    private PartStatus service(String name, int port, int managementPort) {
        return process(name, port, () -> probe.isReady(managementPort));
    }

    private PartStatus store(String name, int port, boolean external) {
        return external
                ? new PartStatus(name, State.EXTERNAL, 0, OptionalLong.empty(), OptionalLong.empty(), "-")
                : process(name, port, () -> true);
    }

    private PartStatus process(String name, int port, java.util.function.BooleanSupplier ready) {
        return ProcessFile.read(installation.processFile(name))
                .filter(file -> file.process().runs())
                .map(file -> new PartStatus(
                        name,
                        ready.getAsBoolean() ? State.READY : State.STARTING,
                        file.port(),
                        OptionalLong.of(file.process().pid()),
                        OptionalLong.of(
                                Duration.between(file.since(), Instant.now()).toSeconds()),
                        file.version()))
                .orElseGet(() ->
                        new PartStatus(name, State.STOPPED, port, OptionalLong.empty(), OptionalLong.empty(), "-"));
    }

    private Optional<Queue> queue() {
        Map<String, Double> metrics = probe.metrics(ports.proxyManagement());
        return Optional.ofNullable(metrics.get("redis_queue_size"))
                .map(depth -> new Queue(
                        Math.round(depth), Math.round(1000 * metrics.getOrDefault("redis_queue_oldest_seconds", 0.0))));
    }

    private Optional<StoredCounts> database(List<PartStatus> parts) {
        boolean databaseRuns = parts.stream()
                .filter(part -> part.name().equals("mariadb"))
                .noneMatch(part -> part.state() == State.STOPPED);
        return databaseRuns && new Secrets(installation.secrets()).has(Credentials.SERVER_PASSWORD)
                ? Optional.of(new StoredCounts(DatabaseAddress.ofServer(site, ports, new Credentials(installation))))
                : Optional.empty();
    }
}
