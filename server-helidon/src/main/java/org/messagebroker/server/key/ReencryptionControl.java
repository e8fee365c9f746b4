package org.messagebroker.server.key;

import io.helidon.dbclient.DbExecute;
import java.util.Map;
import org.messagebroker.api.ReencryptionView;
import org.messagebroker.server.audit.AuditEntry;
import org.messagebroker.server.audit.AuditEntry.Actor;
import org.messagebroker.server.audit.AuditStore;
import org.messagebroker.server.crypto.KeyRing;
import org.messagebroker.server.database.Database;
import org.messagebroker.server.reencryption.Reencryptions;
import org.messagebroker.service.Problem;

/** Pauses the re-encryption, lets it go on, or begins it anew. Thread-safe. */
record ReencryptionControl(Database database, KeyRing ring, Reencryptions reencryptions, AuditStore audit) {

    ReencryptionView view() {
        return reencryptions.view();
    }

    /** @throws Problem validation_error for an unknown action; conflict when there is nothing to pause or resume */
    ReencryptionView steer(String action, Actor actor) {
        database.transaction(transaction -> {
            act(transaction, action);
            audit.add(transaction, new AuditEntry(actor, "key.reencryption." + action, "", Map.of()));
            return action;
        });
        reencryptions.wake();
        return view();
    }

    private void act(DbExecute transaction, String action) {
        switch (action) {
            case "start" -> reencryptions.start(transaction, ring.lock(transaction));
            case "pause" -> reencryptions.pause(transaction);
            case "resume" -> reencryptions.resume(transaction);
            default -> throw Problem.invalidField("action", "must be start, pause or resume");
        }
    }
}
