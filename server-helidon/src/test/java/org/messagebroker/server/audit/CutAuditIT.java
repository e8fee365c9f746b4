package org.messagebroker.server.audit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.messagebroker.server.RunningServer;
import org.messagebroker.server.RunningServer.Caller;
import org.messagebroker.server.database.DatabaseCopy;

/** A server whose database has lost the end of the audit, together with the head. */
@Tag("database")
class CutAuditIT {

    @TempDir
    private Path directory;

    @Test
    void saysThatTheEndIsGoneUntilSomebodyAcceptsIt() {
        try (RunningServer server = RunningServer.start(directory, Map.of())) {
            Caller admin = server.administrator();
            assertEquals("healthy", audit(server));
            DatabaseCopy before = DatabaseCopy.of(server.database());
            assertEquals(
                    201,
                    admin.post("/admin/clients", Map.of("client_id", "lost-1")).status());
            server.restart(before::restore);

            assertEquals("broken", audit(server));
            JsonNode verdict = admin.get("/admin/audit/verify").json();
            assertFalse(verdict.path("whole").asBoolean(), verdict::toString);
            assertEquals("cut", verdict.at("/chains/0/findings/0/kind").textValue(), verdict::toString);
            assertEquals(
                    201,
                    admin.post("/admin/clients", Map.of("client_id", "new-1")).status(),
                    "it goes on");
            server.restart(() -> {});
            assertEquals("broken", audit(server), "what was written since does not hide it");

            assertEquals(
                    400,
                    admin.post("/admin/audit/accept", Map.of("reason", " ")).status());
            assertEquals(
                    200,
                    admin.post("/admin/audit/accept", Map.of("reason", "بازیابی"))
                            .status());
            assertEquals("healthy", audit(server));
            server.restart(() -> {});
            assertEquals("healthy", audit(server));
            assertTrue(admin.get("/admin/audit/verify").json().path("whole").asBoolean());
            assertEquals(List.of("1"), server.column("SELECT COUNT(*) FROM audit WHERE action = 'audit.accept'"));
        }
    }

    private static String audit(RunningServer server) {
        return server.anyone().get("/health").json().at("/checks/audit").textValue();
    }
}
