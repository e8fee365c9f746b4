package org.messagebroker.bench.prove;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import org.messagebroker.bench.BrokerCommand;
import org.messagebroker.bench.FreePorts;
import org.messagebroker.bench.Progress;
import org.messagebroker.bench.Workplace;
import org.messagebroker.bench.load.Target;
import org.messagebroker.cli.AdminServer;

/**
 * An installation of the proof's own: several proxies beside one Redis, its administrator, and its clients. Closing it may
 * be repeated, and may come from another thread.
 */
public final class Site implements AutoCloseable {

    private static final int SERVER = 8000;
    private static final int PROXY = 8001;
    private static final String ADMINISTRATOR = "admin@broker.localhost";
    private static final FileAttribute<Set<PosixFilePermission>> OWNERS_DIRECTORY =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));
    private static final String MESSAGES = "/api/v1/messages";

    private final BrokerCommand broker;
    private final Optional<SteppedRedis> redis;
    private final AdminServer admin;
    private final List<JoinedPart> joined = new CopyOnWriteArrayList<>();
    private final List<Workplace.Stop> first = new CopyOnWriteArrayList<>();
    private final List<Integer> joinedProxies = new CopyOnWriteArrayList<>();
    private boolean closed;

    private Site(BrokerCommand broker, Optional<SteppedRedis> redis) throws IOException {
        this.broker = broker;
        this.redis = redis;
        this.admin = login(broker);
    }

    private static AdminServer login(BrokerCommand broker) throws IOException {
        return AdminServer.login(
                serverUrl(broker),
                broker.data().resolve("certs/ca.crt"),
                ADMINISTRATOR,
                Files.readString(broker.data().resolve("secrets/admin-password"))
                        .strip());
    }

    /** Starts everything; the first proxy comes with the installation, the others join it with a token. */
    static Site start(Workplace workplace, Proof proof, Progress progress) throws IOException {
        Path data = Files.createDirectory(workplace.path().resolve("data"));
        Optional<SteppedRedis> redis =
                proof.needsItsOwnRedis() ? Optional.of(SteppedRedis.start(workplace.path())) : Optional.empty();
        if (redis.isPresent()) {
            write(data.resolve(".env"), lines(redis.get().settings()));
        }
        for (Map.Entry<String, String> part : proof.settings().entrySet()) {
            Path directory = Files.createDirectory(data.resolve(part.getKey()), OWNERS_DIRECTORY);
            write(directory.resolve("application.yaml"), part.getValue());
        }
        BrokerCommand broker = BrokerCommand.of(data, FreePorts.offset());
        Workplace.Stop undo = proof.prepare(data, progress);
        workplace.stopFirst(() -> stop(broker, undo));
        progress.say("starting an installation of its own");
        broker.up();
        Site site = new Site(broker, redis);
        workplace.stopFirst(() -> site.stop(undo));
        for (int number = 2; number <= proof.proxies(); number++) {
            progress.say("proxy " + number + " joins with a token");
            site.join("proxy-" + number, redis.map(SteppedRedis::settings).orElse(Map.of()));
        }
        return site;
    }

    private static void stop(BrokerCommand broker, Workplace.Stop undo) throws IOException {
        broker.down();
        undo.stop();
    }

    private void stop(Workplace.Stop undo) throws IOException {
        close();
        undo.stop();
    }

    private static void write(Path file, String content) throws IOException {
        Path empty = Files.createFile(
                file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(empty, content);
    }

    private static String lines(Map<String, String> settings) {
        return settings.entrySet().stream()
                .map(setting -> setting.getKey() + "=" + setting.getValue() + "\n")
                .collect(Collectors.joining());
    }

    private static URI serverUrl(BrokerCommand broker) {
        return URI.create("https://localhost:" + (SERVER + broker.portOffset()));
    }

    /** Starts another proxy, with these settings beside the usual ones. */
    public JoinedPart join(String name, Map<String, String> settings) throws IOException {
        JoinedPart proxy = join(JoinedPart.Kind.PROXY, name, settings);
        joinedProxies.add(proxy.port());
        return proxy;
    }

    /** Starts another worker, with these settings beside the usual ones. */
    public JoinedPart joinWorker(String name, Map<String, String> settings) throws IOException {
        return join(JoinedPart.Kind.WORKER, name, settings);
    }

    private JoinedPart join(JoinedPart.Kind kind, String name, Map<String, String> settings) throws IOException {
        JsonNode enrolment = adminAgain().post("/admin/enrolments", Map.of("role", kind.role(), "name", name));
        JoinedPart part = JoinedPart.start(
                broker, kind, name, serverUrl(broker), enrolment.path("token").asText(), settings);
        joined.add(part);
        return part;
    }

    /** Notes what is to be undone before the installation is stopped. */
    public void stopFirst(Workplace.Stop undo) {
        first.add(undo);
    }

    /**
     * Stops the installation and starts it again on its data.
     *
     * @param environment for its processes, beside this process's own
     */
    public synchronized void restart(Map<String, String> environment) throws IOException {
        if (closed) {
            throw new IOException("the installation is being stopped");
        }
        broker.down();
        broker.up(environment);
    }

    /** The administrator, logged in anew: a log-in lasts some minutes. */
    public AdminServer adminAgain() throws IOException {
        return login(broker);
    }

    /** The command that runs it. */
    public BrokerCommand broker() {
        return broker;
    }

    AdminServer admin() {
        return admin;
    }

    /**
     * The Redis of a proof that disturbs it.
     *
     * @throws IllegalStateException when the proof has none of its own
     */
    SteppedRedis redis() {
        return redis.orElseThrow(() -> new IllegalStateException("this proof has no Redis of its own"));
    }

    /** The ports of all proxies. */
    public List<Integer> proxies() {
        List<Integer> ports = new ArrayList<>(List.of(PROXY + broker.portOffset()));
        ports.addAll(joinedProxies);
        return ports;
    }

    /** A new client with its certificate. */
    public Holder client(String id) throws IOException {
        JsonNode issued = admin.post("/admin/certificates/generate", Map.of("role", "client", "name", id, "days", 30));
        Path directory =
                Files.createDirectories(broker.data().resolve("proof-clients").resolve(id));
        Path certificate = Files.writeString(
                directory.resolve(id + ".crt"), issued.path("certificate").asText());
        Path key = Files.writeString(
                directory.resolve(id + ".key"), issued.path("private_key").asText());
        return new Holder(
                id,
                issued.path("fingerprint").asText(),
                certificate,
                key,
                broker.data().resolve("certs/ca.crt"));
    }

    @Override
    public synchronized void close() throws IOException {
        closed = true;
        for (Workplace.Stop undo : first) {
            undo.stop();
        }
        joined.forEach(JoinedPart::close);
        broker.down();
        redis.ifPresent(SteppedRedis::close);
    }

    /** A client's certificate and key. */
    public record Holder(String id, String fingerprint, Path certificate, Path key, Path authority) {

        /** It, calling the proxy at this port. */
        public Target at(int port) {
            return new Target("localhost", port, MESSAGES, certificate, key, authority);
        }
    }
}
