package org.messagebroker.standalone;

import java.nio.file.Path;
import org.messagebroker.certs.Passphrase;

/**
 * What a person is told when the authority is founded: for the terminal only, never for a log or a file.
 *
 * @param file the root's key under the passphrase
 */
record RootKeyNotice(Path file, Passphrase passphrase) {

    String text() {
        return """

                  Passphrase of the root key, shown this once and kept nowhere:

                      %s

                  Write it down and keep it apart from the key; who has both can sign for every holder.
                  Move %s to safe storage off this machine: nothing that runs needs it,
                  only ./broker certs new-issuing does.
                """.formatted(passphrase.text(), file);
    }
}
