package org.messagebroker.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.messagebroker.bench.load.LoadOrder;
import org.messagebroker.bench.load.LoadReport;
import org.messagebroker.bench.load.Target;
import org.messagebroker.certs.CertificateDirectory;
import org.messagebroker.certs.CertificateDirectory.HolderFiles;
import org.messagebroker.certs.Role;

/** A whole running broker, seen as its client and by its server's own count. */
final class Installation implements Contender, AutoCloseable {
    private static final int PROXY_PORT = 8001;
    private static final int SERVER_MANAGEMENT_PORT = 9102;
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private final Target target;
    private final Path directory;
    private final Stored stored;
    private final Map<String, Long> processes;
    private long expected;
    private boolean held;

    private Installation(BrokerCommand broker, Stored stored) throws IOException {
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
        Stored stored = new Stored(SERVER_MANAGEMENT_PORT + broker.portOffset());
        return new Installation(broker, stored);
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
        signalWorker("STOP");
        held = true;
    }

    /** Lets the worker go on. */
    void release() throws IOException {
        held = false;
        signalWorker("CONT");
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

    private void signalWorker(String signal) throws IOException {
        Long worker = processes.get("worker");
        if (worker == null) {
            throw new IOException("the installation has no worker");
        }
        try {
            Process kill = new ProcessBuilder("kill", "-" + signal, worker.toString())
                    .inheritIO()
                    .start();
            if (kill.waitFor() != 0) {
                throw new IOException("the worker could not be told to " + signal);
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IOException("stopped while signalling the worker", stopped);
        }
    }

    @Override
    public void close() throws IOException {
        if (held) {
            release();
        }
        stored.close();
    }
}
