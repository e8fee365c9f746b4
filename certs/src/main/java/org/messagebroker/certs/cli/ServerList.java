package org.messagebroker.certs.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.messagebroker.certs.RevocationList;

/** Revocation lists that came from a server: PEM or DER. */
final class ServerList {

    private ServerList() {}

    static List<RevocationList> read(Path file) {
        try {
            return RevocationList.parse(Files.readAllBytes(file));
        } catch (IOException e) {
            throw new CommandFailure("Cannot read " + file + ".", e);
        }
    }
}
