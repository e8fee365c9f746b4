package org.messagebroker.admin;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.messagebroker.certs.CertificateDirectory.HolderFiles;
import org.messagebroker.certs.Role;
import org.messagebroker.settings.Settings;
import org.messagebroker.testing.TestCertificates;

/** A portal on free ports in front of a {@link PortalPeer}, both with certificates of one new authority. */
final class TestPortal implements AutoCloseable {

    private final HolderFiles own;
    private final PortalPeer peer;
    private final RunningPortal portal;
    private final TestCertificates certificates = new TestCertificates();

    TestPortal(Path directory, Map<String, String> changed) throws IOException {
        own = certificates.save(directory, Role.PORTAL, "portal");
        peer = new PortalPeer(certificates.context(Optional.of(certificates.issue(Role.SERVER, "server"))));
        Settings settings = Settings.load(AdminApplication.class, directory, Map.of())
                .with(Map.of(
                        "portal.host",
                        "127.0.0.1",
                        "portal.port",
                        "0",
                        "management.port",
                        "0",
                        "portal.cert-path",
                        own.certificate().toString(),
                        "portal.key-path",
                        own.key().toString(),
                        "ca-cert-path",
                        own.trust().toString(),
                        "main-server.url",
                        peer.url(),
                        "refresh-interval",
                        "500ms"))
                .with(changed);
        portal = AdminApplication.start(settings);
    }

    PortalPeer peer() {
        return peer;
    }

    /** Its own certificate and key. */
    HolderFiles files() {
        return own;
    }

    int port() {
        return portal.port();
    }

    TestCertificates certificates() {
        return certificates;
    }

    String url() {
        return "https://localhost:" + portal.port();
    }

    String managementUrl() {
        return "http://localhost:" + portal.managementPort();
    }

    @Override
    public void close() {
        portal.close();
        peer.close();
    }
}
