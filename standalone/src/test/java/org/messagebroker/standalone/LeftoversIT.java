package org.messagebroker.standalone;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LeftoversIT {

    @TempDir
    private Path directory = Path.of("");

    private Installation installation = new Installation(directory);
    private final List<Process> processes = new java.util.ArrayList<>();

    @BeforeEach
    void setUp() throws IOException {
        installation = new Installation(directory.toRealPath().resolve("data"));
        Files.createDirectories(installation.run());
    }

    @AfterEach
    void endProcesses() {
        processes.forEach(Process::destroyForcibly);
    }

    @Test
    void findsAndStopsAPartOfThisInstallationThatNobodyWroteDown() throws Exception {
        Process part = part("proxy", installation);

        assertEquals(List.of(part.pid()), pids());
        assertEquals(1, new Leftovers(installation).stop());

        assertTrue(part.waitFor(10, TimeUnit.SECONDS));
        assertEquals(List.of(), pids());
    }

    @Test
    void stopsWhatAcceptsBeforeWhatStores() throws Exception {
        Process server = part("server", installation);
        Process worker = part("worker", installation);
        Process proxy = part("proxy", installation);

        assertEquals(List.of(proxy.pid(), worker.pid(), server.pid()), pids());
    }

    @Test
    void leavesThePartsOfAnotherInstallationAlone() throws Exception {
        Process other = part("proxy", new Installation(directory.resolve("data-2")));

        assertEquals(0, new Leftovers(installation).stop());

        assertTrue(other.isAlive());
    }

    @Test
    void neverStopsAStrangerThatWasGivenAnOldProcessId() throws Exception {
        Process stranger = start(installation.run());
        ProcessIdentity now = ProcessIdentity.of(stranger.pid()).orElseThrow();
        ProcessIdentity before = new ProcessIdentity(now.pid(), now.boot(), now.began() - 500);
        new ProcessFile(before, 8001, "0.1.0", java.time.Instant.EPOCH).write(installation.processFile("proxy"));

        assertEquals(0, new Leftovers(installation).stop());
        new Stopping(before).within(java.time.Duration.ofSeconds(1));

        assertTrue(stranger.isAlive());
        assertFalse(ProcessFile.read(installation.processFile("proxy"))
                .orElseThrow()
                .process()
                .runs());
    }

    @Test
    void endsAProcessThatDoesNotListen() throws Exception {
        Process deaf = new ProcessBuilder("sh", "-c", "trap '' TERM; echo ready; while :; do sleep 1; done").start();
        processes.add(deaf);
        assertEquals('r', deaf.getInputStream().read());

        new Stopping(ProcessIdentity.of(deaf.pid()).orElseThrow()).within(java.time.Duration.ofMillis(300));

        assertFalse(deaf.isAlive());
    }

    private List<Long> pids() {
        return new Leftovers(installation)
                .find().stream().map(ProcessIdentity::pid).toList();
    }

    private Process part(String name, Installation owner) throws IOException {
        return start(directory, JavaCommand.dataMarker(owner), JavaCommand.PART_MARKER + name);
    }

    private Process start(Path where, String... options) throws IOException {
        Process process = Stay.start(where, options);
        processes.add(process);
        return process;
    }
}
