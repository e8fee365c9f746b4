package org.messagebroker.standalone;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Starts that go wrong, and what they leave. */
class BrokenStartIT {

    @TempDir
    private Path directory = Path.of("");

    private Command broker = new Command(Path.of(""), 0);

    @BeforeEach
    void choosePorts() {
        broker = Command.on(directory.resolve("data"));
    }

    @AfterEach
    void endEverything() {
        new Leftovers(broker.installation()).stop();
    }

    @Test
    void aFirstStartThatIsKilledHalfWayDoesNotBreakTheNext() throws Exception {
        for (String point : List.of("certificate authority", "redis is up", "mariadb is up")) {
            killSupervisorAfter(point);
        }

        Command.Result up = broker.run("up", "--detach");

        assertEquals(0, up.code(), up.said());
        assertTrue(up.said().contains("read back"), up.said());
        assertTrue(up.said().contains("shown once"), up.said());
    }

    @Test
    void aStrangersPortIsNamed() throws Exception {
        int port = new Ports(broker.portOffset()).server();
        try (ServerSocket stranger = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            Command.Result up = broker.run("up", "--detach");

            assertEquals(Exit.PORT_TAKEN.code(), up.code(), up.said());
            assertTrue(up.said().contains(stranger.getLocalPort() + " (server)"), up.said());
            assertTrue(up.said().contains("--port-offset"), up.said());
        }
    }

    @Test
    void aPartThatCannotStartIsNamedWithTheEndOfItsLog() throws Exception {
        PrivateFiles.createDirectory(broker.data());
        EnvFile.write(broker.installation().environmentFile(), "ours", java.util.Map.of("LOG_LEVEL", "loud"));

        Command.Result up = broker.run("up", "--detach");

        assertEquals(Exit.FAILED.code(), up.code(), up.said());
        assertTrue(up.said().contains("ended before it was ready"), up.said());
        assertTrue(up.said().contains("log.level"), up.said());
        assertEquals(List.of(), new Leftovers(broker.installation()).find());
        assertFalse(Files.exists(broker.installation().installedFile()));
    }

    private void killSupervisorAfter(String point) throws IOException {
        Process launcher = broker.start("up", "--detach");
        try (BufferedReader said =
                new BufferedReader(new InputStreamReader(launcher.getInputStream(), StandardCharsets.UTF_8))) {
            String line = said.readLine();
            while (line != null && !line.contains(point)) {
                line = said.readLine();
            }
            SupervisorLock.holder(broker.installation())
                    .map(ProcessFile::process)
                    .flatMap(process -> ProcessHandle.of(process.pid()))
                    .ifPresent(ProcessHandle::destroyForcibly);
            launcher.destroyForcibly();
            launcher.onExit().orTimeout(1, TimeUnit.MINUTES).join();
        }
    }
}
