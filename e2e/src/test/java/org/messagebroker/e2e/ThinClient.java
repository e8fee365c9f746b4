package org.messagebroker.e2e;

import java.io.IOException;
import java.nio.file.Path;
import org.messagebroker.certs.CertificateDirectory;
import org.messagebroker.certs.Role;

/** A client system that keeps its own record of what was accepted. */
final class ThinClient {

    private final Https proxy;

    ThinClient(RunningSystem system) {
        Path certificates = system.certificates();
        proxy = Https.presenting(new CertificateDirectory(certificates).files(Role.CLIENT, "demo"), system.port(8001));
    }

    /** Hands a message in. */
    Https.Answer send(String number, String body) throws IOException {
        return proxy.send(
                "POST", "/api/v1/messages", "{\"sender_number\":\"" + number + "\",\"message_body\":\"" + body + "\"}");
    }
}
