package org.messagebroker.embedded;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedRedisIT {

    private static final String PASSWORD = "redis-password";

    @TempDir
    Path directory;

    @Test
    void keepsWhatItConfirmedBeforeItWasKilled() throws IOException {
        EmbeddedRedis redis = start();
        assertEquals("+OK", ask(redis, "SET greeting hello"));
        redis.kill();
        assertFalse(redis.isAlive());
        try (EmbeddedRedis again = start()) {
            assertEquals("$5", ask(again, "GET greeting"));
        }
    }

    @Test
    void stopsWhatAKilledOwnerLeftRunning() throws Exception {
        KilledOwner owner = KilledOwner.of("redis", directory);
        assertTrue(ProcessHandle.of(owner.leftover()).isPresent());
        try (EmbeddedRedis redis = start()) {
            assertFalse(ProcessHandle.of(owner.leftover()).isPresent());
            assertEquals("+PONG", ask(redis, "PING"));
        }
    }

    @Test
    void isDurableAsStarted() throws IOException {
        try (EmbeddedRedis redis = start()) {
            assertEquals("*2 $10 appendonly $3 yes", configured(redis, "appendonly"));
            assertEquals("*2 $11 appendfsync $6 always", configured(redis, "appendfsync"));
            assertEquals("*2 $25 no-appendfsync-on-rewrite $2 no", configured(redis, "no-appendfsync-on-rewrite"));
            assertEquals("*2 $16 maxmemory-policy $10 noeviction", configured(redis, "maxmemory-policy"));
        }
    }

    @Test
    void wantsThePassword() throws IOException {
        try (EmbeddedRedis redis = start();
                Socket socket = new Socket(InetAddress.getLoopbackAddress(), redis.port())) {
            assertTrue(ask(socket, "GET greeting").startsWith("-NOAUTH"));
            assertTrue(ask(socket, "AUTH other-password").startsWith("-WRONGPASS"));
            assertEquals("+OK", ask(socket, "AUTH " + PASSWORD));
        }
    }

    @Test
    void keepsThePasswordOffTheCommandLine() throws IOException {
        try (EmbeddedRedis redis = start()) {
            String commandLine = Files.readString(Path.of("/proc/" + redis.pid() + "/cmdline"));
            assertFalse(commandLine.contains(PASSWORD));
            assertEquals(
                    "rw-------",
                    PosixFilePermissions.toString(Files.getPosixFilePermissions(directory.resolve("redis.conf"))));
        }
    }

    @Test
    void refusesAPasswordThatWouldNeedQuoting() {
        assertThrows(IllegalArgumentException.class, () -> EmbeddedRedis.start(directory, 0, "pass word\nport 1"));
        assertThrows(IllegalArgumentException.class, () -> EmbeddedRedis.start(directory, 0, "short"));
    }

    @Test
    void saysThatThePortIsTaken() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            EmbeddedException refused = assertThrows(
                    EmbeddedException.class, () -> EmbeddedRedis.start(directory, taken.getLocalPort(), PASSWORD));
            assertTrue(refused.getMessage().contains("Port " + taken.getLocalPort()), refused.getMessage());
        }
    }

    @Test
    void refusesADirectoryThatIsInUse() {
        try (EmbeddedRedis redis = start()) {
            EmbeddedException refused = assertThrows(EmbeddedException.class, this::start);
            assertTrue(refused.getMessage().contains("Another running process owns"), refused.getMessage());
            assertTrue(redis.isAlive());
        }
    }

    @Test
    void canBeClosedTwiceAndStartedAgain() throws IOException {
        EmbeddedRedis redis = start();
        redis.close();
        redis.close();
        try (EmbeddedRedis again = start()) {
            assertEquals("+PONG", ask(again, "PING"));
        }
    }

    private EmbeddedRedis start() {
        return EmbeddedRedis.start(directory, 0, PASSWORD);
    }

    private static String ask(EmbeddedRedis redis, String question) throws IOException {
        try (Socket socket = authenticated(redis)) {
            return ask(socket, question);
        }
    }

    private static String configured(EmbeddedRedis redis, String setting) throws IOException {
        try (Socket socket = authenticated(redis)) {
            BufferedReader answers = send(socket, "CONFIG GET " + setting);
            String all = answers.readLine();
            for (int line = 0; line < 4; line++) {
                all += " " + answers.readLine();
            }
            return all;
        }
    }

    private static Socket authenticated(EmbeddedRedis redis) throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), redis.port());
        assertEquals("+OK", ask(socket, "AUTH " + PASSWORD));
        return socket;
    }

    private static String ask(Socket socket, String question) throws IOException {
        return send(socket, question).readLine();
    }

    private static BufferedReader send(Socket socket, String question) throws IOException {
        socket.getOutputStream().write((question + "\r\n").getBytes(StandardCharsets.US_ASCII));
        return new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
    }
}
