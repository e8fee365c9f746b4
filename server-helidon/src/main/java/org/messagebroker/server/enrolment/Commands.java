package org.messagebroker.server.enrolment;

import java.util.List;
import org.messagebroker.api.EnrolmentToken;
import org.messagebroker.certs.Role;

/** The lines to paste where the new service is to run. */
final class Commands {

    private Commands() {}

    static List<String> of(Role role, EnrolmentToken token) {
        return List.of(
                "umask 077",
                "echo 'MAIN_SERVER_URL=https://server.example:8000' >> .env",
                "echo 'ENROLMENT_TOKEN=" + token.text() + "' >> .env",
                "java -jar " + role.wire() + "-helidon.jar");
    }
}
