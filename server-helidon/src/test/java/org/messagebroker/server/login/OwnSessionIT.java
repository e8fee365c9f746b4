package org.messagebroker.server.login;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.messagebroker.server.RunningServer;
import org.messagebroker.server.RunningServer.Caller;

/** A person's own sessions, and nobody else's. */
@Tag("database")
class OwnSessionIT {

    @TempDir
    static Path directory;

    private static RunningServer server;

    @BeforeAll
    static void start() {
        server = RunningServer.start(directory, Map.of());
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void areListedWithTheOneThatAsksMarked() {
        Caller first = person("list@example.org");
        server.person("list@example.org", RunningServer.PASSWORD);
        JsonNode sessions = first.get("/portal/sessions").json();
        assertEquals(2, sessions.size());
        JsonNode own = current(sessions);
        assertEquals("127.0.0.1", own.path("address").textValue());
        assertTrue(own.path("agent").textValue().startsWith("Java-http-client"), own.toString());
        assertFalse(own.path("last_used").textValue().isEmpty());
    }

    @Test
    void areEndedOneByOne() {
        Caller first = person("one@example.org");
        Caller second = server.person("one@example.org", RunningServer.PASSWORD);
        String id = current(second.get("/portal/sessions").json()).path("id").textValue();
        assertEquals(204, first.delete("/portal/sessions/" + id).status());
        assertEquals(401, second.get("/portal/profile").status());
        assertEquals(200, first.get("/portal/profile").status());
        assertEquals(404, first.delete("/portal/sessions/" + id).status());
        assertEquals(
                List.of("one@example.org"), server.column("SELECT target FROM audit WHERE action = 'session.end'"));
    }

    @Test
    void areEndedAllButTheOneThatAsks() {
        Caller first = person("all@example.org");
        Caller second = server.person("all@example.org", RunningServer.PASSWORD);
        Caller third = server.person("all@example.org", RunningServer.PASSWORD);
        assertEquals(204, first.delete("/portal/sessions").status());
        assertEquals(200, first.get("/portal/profile").status());
        assertEquals(401, second.get("/portal/profile").status());
        assertEquals(401, third.get("/portal/profile").status());
    }

    @Test
    void areOutOfReachForOthers() {
        Caller owner = person("owner@example.org");
        Caller stranger = person("stranger@example.org");
        String id = current(owner.get("/portal/sessions").json()).path("id").textValue();
        assertEquals(404, stranger.delete("/portal/sessions/" + id).status());
        assertEquals(200, owner.get("/portal/profile").status());
        for (String nonsense : List.of(UUID.randomUUID().toString(), "1", "%27")) {
            assertEquals(404, stranger.delete("/portal/sessions/" + nonsense).status(), nonsense);
        }
        assertEquals(401, server.anyone().get("/portal/sessions").status());
    }

    private static Caller person(String email) {
        server.addPerson(email, "user");
        return server.person(email, RunningServer.PASSWORD);
    }

    private static JsonNode current(JsonNode sessions) {
        return StreamSupport.stream(sessions.spliterator(), false)
                .filter(session -> session.path("current").booleanValue())
                .findFirst()
                .orElseThrow();
    }
}
