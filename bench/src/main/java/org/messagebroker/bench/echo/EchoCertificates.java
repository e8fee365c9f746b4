package org.messagebroker.bench.echo;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import org.messagebroker.bench.load.Target;
import org.messagebroker.certs.CertificateAuthority;
import org.messagebroker.certs.CertificateDirectory;
import org.messagebroker.certs.CertificateDirectory.HolderFiles;
import org.messagebroker.certs.LeafRequest;
import org.messagebroker.certs.Role;
import org.messagebroker.certs.Validity;

/**
 * The certificates of an echo and of its client, of the same authority, form and strength as a proxy's.
 *
 * @param server the echo's
 * @param client its client's
 */
public record EchoCertificates(HolderFiles server, HolderFiles client) {
    private static final String HOST = "localhost";

    /** Founds an authority in {@code directory} and issues both, for one day. */
    public static EchoCertificates issue(Path directory, InstantSource clock) {
        CertificateDirectory files = new CertificateDirectory(directory);
        CertificateAuthority.Founded founded = CertificateAuthority.found("message-broker", clock);
        files.save(founded);
        Validity day = Validity.ofDays(1, clock);
        CertificateAuthority authority = founded.authority();
        return new EchoCertificates(
                issue(files, authority, new LeafRequest(Role.PROXY, "echo", List.of(HOST, "127.0.0.1"), day)),
                issue(files, authority, new LeafRequest(Role.CLIENT, "bench", List.of(), day)));
    }

    private static HolderFiles issue(CertificateDirectory files, CertificateAuthority authority, LeafRequest request) {
        return files.save(request.role(), request.name(), authority.issue(request));
    }

    /** The echo at {@code port}, as its client reaches it. */
    public Target target(int port) {
        return new Target(HOST, port, "/echo", client.certificate(), client.key(), client.trust());
    }
}
