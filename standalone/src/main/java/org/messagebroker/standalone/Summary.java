package org.messagebroker.standalone;

import org.messagebroker.certs.CertificateDirectory.HolderFiles;

/** What a person needs to know once everything is up. */
record Summary(Installation installation, Certificates certificates, Ports ports) {

    String text(String login) {
        return """

                Everything is up.
                  Proxy    https://localhost:%d   (messages, with a client's certificate)
                  Server   https://localhost:%d   (portal API)
                  Admin    https://localhost:%d   (in a browser; its authority is %s)
                  Login    %s, password %s
                  Mail     ./broker mailbox shows what was sent

                Send a message yourself:
                %s
                """.formatted(
                        ports.proxy(),
                        ports.server(),
                        ports.admin(),
                        certificates.server().trust(),
                        Portal.ADMIN_EMAIL,
                        login,
                        curl());
    }

    /** A whole command line, to be pasted. */
    String curl() {
        HolderFiles client = certificates.client(Certificates.DEMO_CLIENT);
        return "  curl --cert %s --key %s --cacert %s -H 'Content-Type: application/json' "
                        .formatted(quoted(client.certificate()), quoted(client.key()), quoted(client.trust()))
                + "-d '{\"sender_number\":\"%s\",\"message_body\":\"سلام\"}' ".formatted(Demonstration.NUMBER)
                + "https://localhost:%d/api/v1/messages".formatted(ports.proxy());
    }

    private static String quoted(Object path) {
        String text = path.toString();
        return text.matches("[\\w/.+,@%-]+") ? text : "'" + text.replace("'", "'\\''") + "'";
    }
}
