package org.messagebroker.standalone;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.messagebroker.certs.CertificateAuthority;
import org.messagebroker.certs.CertificateDirectory;
import org.messagebroker.certs.CertificateDirectory.HolderFiles;
import org.messagebroker.certs.HostName;
import org.messagebroker.certs.LeafRequest;
import org.messagebroker.certs.Passphrase;
import org.messagebroker.certs.Role;
import org.messagebroker.certs.Validity;

/** The authority of an installation and the certificates of its parts: made where they are missing. */
final class Certificates {

    static final String TRUST_DOMAIN = "message-broker";
    static final String DEMO_CLIENT = "demo";
    static final String PROXY = "proxy-1";
    static final String WORKER = "worker-1";

    private static final int DAYS = 825;

    private final CertificateDirectory directory;
    private final InstantSource clock;

    Certificates(Installation installation, InstantSource clock) {
        this.directory = new CertificateDirectory(installation.certs());
        this.clock = clock;
    }

    /** Founds the authority if there is none; then answers the passphrase of the root's key, which is kept nowhere. */
    Optional<Passphrase> found() {
        return directory.hasAuthority()
                ? Optional.empty()
                : Optional.of(directory.save(CertificateAuthority.found(TRUST_DOMAIN, clock)));
    }

    /** Issues what the parts lack. */
    void issue() {
        List<String> hosts = hosts();
        issue(Role.SERVER, "server", hosts);
        issue(Role.PORTAL, "portal", hosts);
        issue(Role.PROXY, PROXY, hosts);
        issue(Role.WORKER, WORKER, List.of());
        issue(Role.CLIENT, DEMO_CLIENT, List.of());
    }

    /** Asks for the authority only when it must sign: a server may have founded another since, and retired this one. */
    private void issue(Role role, String name, List<String> hosts) {
        if (!directory.files(role, name).exist()) {
            Validity validity = Validity.ofDays(DAYS, clock);
            CertificateAuthority authority = directory.authority(TRUST_DOMAIN);
            directory.save(role, name, authority.issue(new LeafRequest(role, name, hosts, validity)));
        }
    }

    /** This machine, under the names by which it may be called. */
    private static List<String> hosts() {
        List<String> local = List.of("localhost", "127.0.0.1", "::1");
        try {
            return Stream.concat(
                            local.stream(), Stream.of(InetAddress.getLocalHost().getHostName()))
                    .filter(HostName::isValid)
                    .distinct()
                    .toList();
        } catch (UnknownHostException e) {
            return local;
        }
    }

    /** The root's key, encrypted. */
    Path rootKey() {
        return directory.rootKey();
    }

    HolderFiles server() {
        return directory.files(Role.SERVER, "server");
    }

    HolderFiles portal() {
        return directory.files(Role.PORTAL, "portal");
    }

    HolderFiles proxy() {
        return directory.files(Role.PROXY, PROXY);
    }

    HolderFiles worker() {
        return directory.files(Role.WORKER, WORKER);
    }

    HolderFiles client(String name) {
        return directory.files(Role.CLIENT, name);
    }
}
