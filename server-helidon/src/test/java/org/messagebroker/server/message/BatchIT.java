package org.messagebroker.server.message;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.messagebroker.api.DeliverResponse.Outcome;
import org.messagebroker.api.MessageId;

@Tag("database")
class BatchIT {

    @TempDir
    Path directory;

    @Test
    void writesTwoHundredMessagesWithAFewInsertsAndOneCommit() {
        try (Messages messages = new Messages(directory, 1)) {
            List<MessageId> ids = Messages.newIds(200);
            long insertsBefore = counter(messages, "Com_insert");
            long commitsBefore = counter(messages, "Com_commit");
            var results = messages.deliveries
                    .deliver(Messages.request(ids), Messages.WORKER)
                    .results();
            assertTrue(results.stream().allMatch(result -> result.outcome() == Outcome.STORED));
            long commits = counter(messages, "Com_commit") - commitsBefore;
            long inserts = counter(messages, "Com_insert") - insertsBefore;
            assertTrue(inserts <= 3, "rows are written together");
            // Reading the counter before commits too.
            assertEquals(1 + 1, commits);
        }
    }

    /** Of the pool's only connection. */
    private static long counter(Messages messages, String name) {
        return messages.database.batch(connection -> {
            try (var statement = connection.createStatement();
                    var rows = statement.executeQuery("SHOW SESSION STATUS LIKE '" + name + "'")) {
                rows.next();
                return rows.getLong(2);
            }
        });
    }
}
