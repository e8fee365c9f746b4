package org.messagebroker.standalone;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.InstantSource;
import java.util.List;
import java.util.stream.Stream;
import org.messagebroker.certs.CertificateAuthority;
import org.messagebroker.certs.CertificateDirectory;
import org.messagebroker.certs.CertificateDirectory.HolderFiles;
import org.messagebroker.certs.LeafRequest;
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

    /** Makes what is missing; answers whether the authority is new. */
    boolean make() {
        boolean isNew = !directory.hasAuthority();
        if (isNew) {
            directory.save(CertificateAuthority.found(TRUST_DOMAIN, clock));
        }
        CertificateAuthority authority = directory.authority(TRUST_DOMAIN);
        List<String> hosts = hosts();
        issue(authority, Role.SERVER, "server", hosts);
        issue(authority, Role.PORTAL, "portal", hosts);
        issue(authority, Role.PROXY, PROXY, hosts);
        issue(authority, Role.WORKER, WORKER, List.of());
        issue(authority, Role.CLIENT, DEMO_CLIENT, List.of());
        return isNew;
    }

    private void issue(CertificateAuthority authority, Role role, String name, List<String> hosts) {
        if (!directory.files(role, name).exist()) {
            Validity validity = Validity.ofDays(DAYS, clock);
            directory.save(role, name, authority.issue(new LeafRequest(role, name, hosts, validity)));
        }
    }

    /** This machine, under the names by which it may be called. */
    private static List<String> hosts() {
        List<String> local = List.of("localhost", "127.0.0.1", "::1");
        try {
            return Stream.concat(
                            local.stream(), Stream.of(InetAddress.getLocalHost().getHostName()))
                    .distinct()
                    .toList();
        } catch (UnknownHostException e) {
            return local;
        }
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
