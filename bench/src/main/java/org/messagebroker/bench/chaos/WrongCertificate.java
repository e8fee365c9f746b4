package org.messagebroker.bench.chaos;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
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

    @Override
    public String name() {
        return "wrong-certificate";
    }

    @Override
    public String description() {
        return "The worker's certificate is one of another authority for %d s.".formatted(lasts.toSeconds());
    }

    @Override
    public Ending begin(Scene scene) throws IOException {
        Path data = scene.site().broker().data();
        HolderFiles own = new CertificateDirectory(data.resolve("certs")).files(Role.WORKER, WORKER);
        Path safe = Files.createTempDirectory(data, "safe");
        copy(own.certificate(), safe);
        copy(own.key(), safe);
        replace(own, stranger(Files.createTempDirectory(data, "stranger")));
        return () -> replace(own, in(safe, own));
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
