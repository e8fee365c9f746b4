package org.messagebroker.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.messagebroker.bench.load.LoadOrder;
import org.messagebroker.bench.load.LoadReport;
import org.messagebroker.bench.load.Target;
import org.messagebroker.bench.process.ProcessState;
import org.messagebroker.bench.process.ResidentMemory;
import org.messagebroker.certs.CertificateDirectory;
import org.messagebroker.certs.CertificateDirectory.HolderFiles;
import org.messagebroker.certs.Role;

/** A whole running broker, seen as its client and by its server's own count. */
final class Installation implements Contender, AutoCloseable {
    private static final int PROXY_PORT = 8001;
    private static final int SERVER_PORT = 8000;
    private static final Map<String, Integer> MANAGEMENT_PORTS =
            Map.of("worker", 9100, "proxy", 9101, "server", 9102, "admin", 9103);

    /** What is ours of its parts, in the order in which a message meets them. */
    static final List<String> SERVICES = List.of("proxy", "worker", "server", "admin");

    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private final BrokerCommand broker;
    private final Target target;
    private final Path directory;
    private final ServiceCount stored;
    private Map<String, Long> processes;
    private long expected;
    private boolean held;

    private Installation(BrokerCommand broker, ServiceCount stored) throws IOException {
        this.broker = broker;
        target = target(broker);
        directory = broker.data().resolve("proxy");
        this.stored = stored;
        processes = broker.processes();
        expected = stored.count();
    }

    /**
     * The installation that {@code broker} has started. It is used as the first of its clients, and nobody else should
     * be using it.
     */
    static Installation attach(BrokerCommand broker) throws IOException {
        return new Installation(broker, ServiceCount.stored(managementPort(broker, "server")));
    }

    private static int managementPort(BrokerCommand broker, String service) {
        return Objects.requireNonNull(MANAGEMENT_PORTS.get(service)) + broker.portOffset();
    }

    private static Target target(BrokerCommand broker) throws IOException {
        Path certificates = broker.data().resolve("certs");
        HolderFiles client = new CertificateDirectory(certificates).files(Role.CLIENT, firstClient(certificates));
        return new Target(
                "localhost",
                PROXY_PORT + broker.portOffset(),
                "/api/v1/messages",
                client.certificate(),
                client.key(),
                client.trust());
    }

    private static String firstClient(Path certificates) throws IOException {
        try (Stream<Path> clients = Files.list(certificates.resolve("clients"))) {
            List<String> names = clients.map(client -> client.getFileName().toString())
                    .sorted()
                    .toList();
            return names.getFirst();
        }
    }

    /** Where messages are handed in, and as whom. */
    Target target() {
        return target;
    }

    /** Where people log in. */
    Target logins() {
        return new Target(
                target.host(),
                SERVER_PORT + broker.portOffset(),
                "/portal/auth/login",
                target.certificate(),
                target.key(),
                target.authority());
    }

    /** The file that holds the first administrator's password. */
    Path administratorPassword() {
        return broker.data().resolve("secrets/admin-password");
    }

    /** Where its proxy runs and has its settings. */
    Path proxyDirectory() {
        return directory;
    }

    /** The options of its proxy's JVM, but not those about archives of the proxy's own classes. */
    List<String> proxyJvmOptions() {
        return Optional.ofNullable(processes.get("proxy"))
                .flatMap(ProcessHandle::of)
                .flatMap(proxy -> proxy.info().arguments())
                .map(arguments -> Stream.of(arguments)
                        .filter(argument -> argument.startsWith("-X"))
                        .filter(argument -> !argument.contains("AOT") && !argument.contains("Archive"))
                        .toList())
                .orElse(List.of());
    }

    @Override
    public String name() {
        return "accept";
    }

    @Override
    public LoadOrder order(int connections, Duration warmup, Duration measured) {
        return LoadOrder.messages(target, connections, warmup, measured);
    }

    @Override
    public Map<String, Long> processes() {
        return processes;
    }

    @Override
    public Duration settle(LoadReport load) throws IOException {
        expected += load.accepted();
        return held ? Duration.ZERO : drain();
    }

    /** Keeps the worker from delivering, so that accepting is measured alone. */
    void hold() throws IOException {
        part("worker").signal("STOP");
        held = true;
    }

    /** Lets the worker go on. */
    void release() throws IOException {
        held = false;
        part("worker").signal("CONT");
    }

    /** How many accepted messages are not stored yet. */
    long backlog() throws IOException {
        return expected - stored.count();
    }

    /**
     * Waits until all accepted messages are stored.
     *
     * @return how long that took
     */
    Duration drain() throws IOException {
        long begin = System.nanoTime();
        stored.await(expected, PATIENCE);
        return Duration.ofNanos(System.nanoTime() - begin);
    }

    /** The most memory that each part has had resident since it was started, in MiB. */
    Map<String, Double> peaks() throws IOException {
        return ResidentMemory.peakMebibytes(processes);
    }

    /** The bytes of a service's heap in use. */
    long heap(String service) throws IOException {
        try (ServiceCount heap = ServiceCount.heap(managementPort(broker, service))) {
            return heap.count();
        }
    }

    /** Looks at what waits to be stored, from now on. */
    BacklogCurve.Watch watchBacklog() {
        return new BacklogCurve.Watch(ServiceCount.enqueued(managementPort(broker, "proxy")), stored);
    }

    /** Starts a service again. */
    PartStart start(String service) {
        return new PartStart(part(service), managementPort(broker, service));
    }

    /**
     * Kills the server, and keeps everybody from starting it again.
     *
     * @return the process that was killed
     */
    ProcessHandle serverDown() throws IOException {
        ProcessHandle server = part("server").running();
        part("supervisor").signal("STOP");
        server.destroyForcibly();
        if (!ProcessState.awaitDeath(server.pid(), PATIENCE)) {
            throw new IOException("the server does not die");
        }
        return server;
    }

    /** Lets it be started again; returns when it is ready. */
    void serverUp(ProcessHandle killed) throws IOException {
        part("supervisor").signal("CONT");
        try (PartStart start = start("server")) {
            start.awaitOther(killed);
        }
        processes = broker.processes();
    }

    /** Waits until a server that has begun to count anew has stored so many. */
    Duration drainNew(long messages, Duration patience) throws IOException {
        long begin = System.nanoTime();
        stored.await(messages, patience);
        expected = messages;
        return Duration.ofNanos(System.nanoTime() - begin);
    }

    private PartFile part(String name) {
        return new PartFile(broker.data(), name);
    }

    @Override
    public void close() throws IOException {
        if (held) {
            release();
        }
        stored.close();
    }
}
