package org.messagebroker.cli;

import java.util.Optional;

/**
 * Where somebody is logged in.
 *
 * @param path of his sessions at the server
 * @param every what is typed to end all that can be ended at once
 */
record SessionList(AdminServer server, String path, String every) {

    /** Lists them, or ends the one that is named, or {@link #every} one. */
    void listOrEnd(Printer printer, Optional<String> end) {
        if (end.isEmpty()) {
            printer.table(
                    server.get(path), "id", "created_at", "last_used", "expires_at", "address", "agent", "current");
        } else {
            server.delete(end.get().equals(every) ? path : path + "/" + AdminServer.encoded(end.get()));
            printer.say("Ended.");
        }
    }
}
