package org.messagebroker.e2e;

import java.io.IOException;
import org.messagebroker.certs.CertificateDirectory;
import org.messagebroker.certs.CertificateDirectory.HolderFiles;
import org.messagebroker.certs.Role;

/** A client system that keeps its own record of what was accepted. */
final class ThinClient {

    private final Https proxy;

    ThinClient(RunningSystem system) {
        this(new CertificateDirectory(system.certificates()).files(Role.CLIENT, "demo"), system.port(8001));
    }

    /** With these files, at the proxy of this port. */
    ThinClient(HolderFiles own, int port) {
        proxy = Https.presenting(own, port);
    }

    /** Ends its connections. */
    void close() {
        proxy.close();
    }

    /** Hands a message in. */
    Https.Answer send(String number, String body) throws IOException {
        return proxy.send(
                "POST", "/api/v1/messages", "{\"sender_number\":\"" + number + "\",\"message_body\":\"" + body + "\"}");
    }
}
