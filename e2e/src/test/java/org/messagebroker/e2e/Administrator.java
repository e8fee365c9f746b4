package org.messagebroker.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import org.messagebroker.certs.Issued;
import org.messagebroker.certs.Pem;
import org.messagebroker.cli.AdminServer;

/** The first administrator of an installation, at the server's API. */
record Administrator(AdminServer server) {

    static Administrator of(RunningSystem system) {
        Path authorities = system.certificates().resolve("ca.crt");
        URI url = URI.create("https://localhost:" + system.port(8000));
        return new Administrator(AdminServer.login(url, authorities, "admin@broker.localhost", system.adminPassword()));
    }

    /** A certificate for a new or known holder, entered into the inventory. */
    Certificate issue(String role, String name) {
        return issue(Map.of("role", role, "name", name, "days", 30));
    }

    /** A certificate as asked for. */
    Certificate issue(Map<String, ?> request) {
        JsonNode issued = server.post("/admin/certificates/generate", request);
        return new Certificate(
                issued.path("fingerprint").asText(),
                new Issued(
                        Pem.certificates(issued.path("certificate").asText()),
                        Pem.privateKey(issued.path("private_key").asText())));
    }

    void revoke(Certificate certificate) {
        server.post(
                "/admin/certificates/revoke",
                Map.of("fingerprint", certificate.fingerprint(), "reason", "keyCompromise"));
    }

    /** A certificate of the inventory, with its key. */
    record Certificate(String fingerprint, Issued issued) {}
}
