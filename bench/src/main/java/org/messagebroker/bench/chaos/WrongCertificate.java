package org.messagebroker.bench.chaos;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import org.messagebroker.bench.load.Connection;
import org.messagebroker.bench.load.Target;
import org.messagebroker.certs.CertificateAuthority;
import org.messagebroker.certs.CertificateDirectory;
import org.messagebroker.certs.CertificateDirectory.HolderFiles;
import org.messagebroker.certs.LeafRequest;
import org.messagebroker.certs.Role;
import org.messagebroker.certs.Validity;

/** The worker's certificate is one of another authority for a while. */
record WrongCertificate(Duration lasts) implements Fault {

    private static final String WORKER = "worker-1";
    private static final String TRUST_DOMAIN = "message-broker";
    private static final String READY = "/health";
    private static final Duration WATCHED = Duration.ofSeconds(2);

    @Override
    public String name() {
        return "wrong-certificate";
    }

    @Override
    public String description() {
        return "The worker's certificate is one of another authority for %d s.".formatted(lasts.toSeconds());
    }

    @Override
    public UnderWay begin(Scene scene) throws IOException {
        Path data = scene.site().broker().data();
        HolderFiles own = new CertificateDirectory(data.resolve("certs")).files(Role.WORKER, WORKER);
        Path safe = Files.createTempDirectory(data, "safe");
        copy(own.certificate(), safe);
        copy(own.key(), safe);
        replace(own, stranger(Files.createTempDirectory(data, "stranger")));
        Target server =
                new Target("localhost", scene.port(Scene.SERVER), READY, own.certificate(), own.key(), own.trust());
        return new UnderWay(() -> look(scene, server), () -> replace(own, in(safe, own)));
    }

    /** Nobody else delivers meanwhile. */
    private static Evidence look(Scene scene, Target server) {
        Growth stored = scene.growth("server", "main_server_messages_delivered_total");
        Optional<String> refusal = refusal(server);
        LockSupport.parkNanos(WATCHED.toNanos());
        long delivered = stored.soFar();
        return new Evidence(
                refusal.isPresent() && delivered == 0,
                "the server ends a call with that certificate (%s); %,d messages were stored in %d s"
                        .formatted(refusal.orElse("no, it answers it"), delivered, WATCHED.toSeconds()));
    }

    /** How the server refuses whoever has these files. */
    private static Optional<String> refusal(Target server) {
        String head = "GET %s HTTP/1.1\r\nHost: localhost:%d\r\n\r\n".formatted(server.path(), server.port());
        try (Connection connection = Connection.open(server)) {
            connection.exchange(head.getBytes(StandardCharsets.US_ASCII));
            return Optional.empty();
        } catch (IOException refused) {
            return Optional.of(String.valueOf(refused.getMessage()));
        }
    }

    private static HolderFiles stranger(Path path) {
        CertificateDirectory directory = new CertificateDirectory(path);
        CertificateAuthority.Founded founded = CertificateAuthority.found(TRUST_DOMAIN, InstantSource.system());
        directory.save(founded);
        Validity day = Validity.ofDays(1, InstantSource.system());
        LeafRequest request = new LeafRequest(Role.WORKER, WORKER, List.of(), day);
        return directory.save(Role.WORKER, WORKER, founded.authority().issue(request));
    }

    private static HolderFiles in(Path directory, HolderFiles names) {
        return new HolderFiles(
                directory.resolve(names.certificate().getFileName()),
                directory.resolve(names.key().getFileName()),
                names.trust());
    }

    private static void copy(Path file, Path directory) throws IOException {
        Files.copy(file, directory.resolve(file.getFileName()), StandardCopyOption.COPY_ATTRIBUTES);
    }

    /** As a person would: one file after the other, each at once. */
    private static void replace(HolderFiles here, HolderFiles by) throws IOException {
        Files.move(by.key(), here.key(), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        Files.move(
                by.certificate(),
                here.certificate(),
                StandardCopyOption.ATOMIC_MOVE,
                StandardCopyOption.REPLACE_EXISTING);
    }
}
